namespace FireCamp.Engine.Model;

/// <summary>Writes a thing's noun as people do: <c>BackupPolicy</c> as <c>backup policy</c>.</summary>
internal static class Noun
{
    public static string Words(string noun)
        => string.Concat(noun.Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
