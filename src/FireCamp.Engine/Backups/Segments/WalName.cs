using System.Globalization;
using System.Text.RegularExpressions;

namespace FireCamp.Engine.Backups.Segments;

/// <summary>The name of a segment of a write-ahead log as PostgreSQL gives it: timeline and number, for segments of 16 MB.</summary>
/// <param name="Number">Counts the segments from the log's beginning, over all timelines.</param>
internal readonly partial record struct WalName(uint Timeline, long Number)
{
    /// <summary>Segments in what shares the name's middle part: 4 GB.</summary>
    private const int InOnePart = 256;

    private const int BitsOfSegment = 24;

    /// <summary>The timeline as it stands in names.</summary>
    public string TimelineName => NameOf(Timeline);

    public static string NameOf(uint timeline) => timeline.ToString("X8", CultureInfo.InvariantCulture);

    /// <summary>Null when it is no segment's name: histories and marks of backups lie beside the segments.</summary>
    public static WalName? TryParse(string name)
        => Form().IsMatch(name)
            ? new WalName(Part(name, 0), ((long)Part(name, 8) * InOnePart) + Part(name, 16))
            : null;

    /// <exception cref="FormatException">It is no segment's name.</exception>
    public static WalName Parse(string name) => TryParse(name) ?? throw new FormatException($"'{name}' is no segment's name.");

    /// <summary>The number of the segment that a position of the log, such as <c>1/5A000148</c>, lies in; null when it is no position.</summary>
    public static long? NumberAt(string position)
        => position.Split('/') is [var high, var low]
            && uint.TryParse(high, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var upper)
            && uint.TryParse(low, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var lower)
                ? (((long)upper << 32) | lower) >> BitsOfSegment
                : null;

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Timeline:X8}{Number / InOnePart:X8}{Number % InOnePart:X8}");

    private static uint Part(string name, int start)
        => uint.Parse(name.AsSpan(start, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[0-9A-F]{16}000000[0-9A-F]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
