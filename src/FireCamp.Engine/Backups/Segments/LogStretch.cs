namespace FireCamp.Engine.Backups.Segments;

/// <summary>Segments of one timeline that follow each other without a gap.</summary>
/// <param name="First">The first one's name.</param>
/// <param name="Last">The last one's.</param>
public sealed record LogStretch(string First, string Last)
{
    internal long Count => WalName.Parse(Last).Number - WalName.Parse(First).Number + 1;

    internal IEnumerable<WalName> Names()
    {
        var first = WalName.Parse(First);
        for (var number = first.Number; number <= WalName.Parse(Last).Number; number++)
        {
            yield return first with { Number = number };
        }
    }
}
