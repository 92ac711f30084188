using System.Text.Json.Serialization;

namespace FireCamp.Engine.Model;

/// <summary>How full one volume of a member is.</summary>
public sealed record VolumeUse
{
    public required string Volume { get; init; }

    /// <summary>The catalog's name for it, such as <c>data</c> or <c>journal</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>What it was planned to hold.</summary>
    public required ByteSize Size { get; init; }

    /// <summary>What its file system holds, which it may share with other volumes.</summary>
    public ByteSize Total { get; init; }

    /// <summary>What a member may still write to that file system.</summary>
    public ByteSize Free { get; init; }

    /// <summary>What its own content takes, where it shares a file system; null where it has one to itself, and before the first measure.</summary>
    public ByteSize? Own { get; init; }

    public VolumeReserveState Reserve { get; init; }

    /// <summary>Whether it was told that it fills up; told again only after there was room in between.</summary>
    public bool Told { get; init; }

    /// <summary>How much of what members may use of its file system is used, in per cent, rounded up.</summary>
    public int Percent { get; init; }

    /// <summary>How much of its size its own content takes, in per cent, rounded up; 0 where that isn't known.</summary>
    [JsonIgnore]
    public int OwnPercent => Size.Bytes > 0 && Own is { } own ? PercentOf(own.Bytes, Size.Bytes) : 0;

    /// <summary>The fuller of the two.</summary>
    [JsonIgnore]
    public int Fullest => Math.Max(Percent, OwnPercent);

    /// <summary>So many hundredths of the whole, rounded up.</summary>
    public static int PercentOf(long part, long whole) => whole <= 0 ? 0 : (int)Math.Ceiling(100m * part / whole);
}
