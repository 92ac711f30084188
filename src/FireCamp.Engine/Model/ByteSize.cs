using System.Globalization;
using System.Text.RegularExpressions;

namespace FireCamp.Engine.Model;

/// <summary>A number of bytes that people write as <c>512MB</c> or <c>10GB</c>.</summary>
/// <remarks>Units are powers of 1024, as the service kinds' own settings and PowerShell's <c>1GB</c> have them.</remarks>
[System.Text.Json.Serialization.JsonConverter(typeof(ByteSizeJsonConverter))]
public readonly partial record struct ByteSize(long Bytes) : IComparable<ByteSize>
{
    private static readonly (string Unit, long Factor)[] Units =
        [("TB", 1L << 40), ("GB", 1L << 30), ("MB", 1L << 20), ("KB", 1L << 10)];

    /// <summary>Reads <c>10GB</c>, <c>512 MB</c>, <c>1.5GiB</c>, <c>4096</c> (bytes); false for anything else and for negatives.</summary>
    public static bool TryParse(string? text, out ByteSize size)
    {
        size = default;
        var match = Pattern().Match(text ?? "");
        if (!match.Success || !decimal.TryParse(match.Groups[1].Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var unit = match.Groups[2].Value.ToUpperInvariant();
        var factor = Array.Find(Units, u => unit.Length > 0 && u.Unit[0] == unit[0]).Factor;
        factor = Math.Max(factor, 1);
        if (number > long.MaxValue / factor)
        {
            return false;
        }

        size = new ByteSize((long)(number * factor));
        return true;
    }

    public static ByteSize Parse(string text)
        => TryParse(text, out var size) ? size : throw new FormatException($"'{text}' is not a size such as 512MB or 10GB.");

    public int CompareTo(ByteSize other) => Bytes.CompareTo(other.Bytes);

    /// <summary>The largest unit that divides the size evenly: <c>10GB</c>, <c>1536MB</c>, <c>100</c>.</summary>
    public override string ToString()
    {
        var bytes = Bytes;
        var unit = Array.Find(Units, u => bytes >= u.Factor && bytes % u.Factor == 0);
        return unit.Unit is null ? bytes.ToString(CultureInfo.InvariantCulture) : $"{bytes / unit.Factor}{unit.Unit}";
    }

    public static bool operator <(ByteSize left, ByteSize right) => left.Bytes < right.Bytes;

    public static bool operator >(ByteSize left, ByteSize right) => left.Bytes > right.Bytes;

    public static bool operator <=(ByteSize left, ByteSize right) => left.Bytes <= right.Bytes;

    public static bool operator >=(ByteSize left, ByteSize right) => left.Bytes >= right.Bytes;

    [GeneratedRegex(@"^\s*(\d+(?:\.\d+)?)\s*((?:[KMGT]i?B?)|B)?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
