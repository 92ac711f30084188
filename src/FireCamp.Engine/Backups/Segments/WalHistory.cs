using System.Globalization;

namespace FireCamp.Engine.Backups.Segments;

/// <summary>How a timeline came to be, as PostgreSQL writes it down: the timelines before it, and where each was left.</summary>
/// <param name="Before">The oldest first.</param>
internal sealed record WalHistory(uint Timeline, IReadOnlyList<WalBranch> Before)
{
    private const string Ending = ".history";

    public static string NameOf(uint timeline) => WalName.NameOf(timeline) + Ending;

    /// <summary>The timeline whose history a file of this name is; null when it is none.</summary>
    public static uint? TimelineOf(string name)
        => name.EndsWith(Ending, StringComparison.Ordinal)
            && uint.TryParse(name.AsSpan(..^Ending.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;

    /// <summary>One that began with its database.</summary>
    public static WalHistory Original(uint timeline) => new(timeline, []);

    /// <param name="text">Lines of a timeline's number, the position where it was left, and a reason.</param>
    public static WalHistory Parse(uint timeline, string text)
    {
        var before = new List<WalBranch>();
        foreach (var line in text.Split('\n'))
        {
            if (line.Split((char[])[' ', '\t'], 3, StringSplitOptions.RemoveEmptyEntries) is [var number, var position, ..]
                && uint.TryParse(number, CultureInfo.InvariantCulture, out var parent) && WalName.NumberAt(position) is { } left)
            {
                before.Add(new WalBranch(parent, left));
            }
        }

        return new WalHistory(timeline, before);
    }

    /// <summary>Whether what is on that timeline's segment belongs to this history.</summary>
    public bool Has(WalName segment)
        => segment.Timeline == Timeline || Before.Any(b => b.Timeline == segment.Timeline && segment.Number <= b.Left);
}
