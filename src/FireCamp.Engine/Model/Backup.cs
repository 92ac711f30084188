namespace FireCamp.Engine.Model;

/// <summary>A backup as a store has it, for people.</summary>
public sealed record Backup
{
    public required string Id { get; init; }

    /// <summary>The service that it was taken of.</summary>
    public required string Service { get; init; }

    /// <summary>The store's URL.</summary>
    public required string Store { get; init; }

    /// <summary>The cluster that it was taken in; empty when it can't be read, as is all that follows.</summary>
    public string Cluster { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Version { get; init; } = "";

    /// <summary>The user's own name for it; null when it has none.</summary>
    public string? Label { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The moment whose state it holds; null when it can't be read.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    public string TakenBy { get; init; } = "";

    /// <summary>What it holds, unpacked.</summary>
    public ByteSize Size { get; init; }

    /// <summary>What it takes in the store.</summary>
    public ByteSize StoredSize { get; init; }

    public bool IsEncrypted { get; init; }

    /// <summary>The backup that it builds on; null when it stands alone.</summary>
    public string? Parent { get; init; }

    /// <summary>The members whose volumes it holds.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>When it was last restored and found good; null when it never was.</summary>
    public DateTimeOffset? ProvenAt { get; init; }

    /// <summary>How long it took to restore it and to look at it; null when there was none.</summary>
    public TimeSpan? RestoreTime { get; init; }

    /// <summary>The earliest moment that its data can be brought to by the archived log; null when there is none.</summary>
    public DateTimeOffset? RestorableFrom { get; init; }

    /// <summary>The latest one, as of when it was asked for; null when there is none, or it wasn't asked for.</summary>
    public DateTimeOffset? RestorableTo { get; init; }

    /// <summary>The segment that ends this range, since it is missing although later ones are there; empty when none is.</summary>
    public string MissingSegment { get; init; } = "";

    /// <summary>Why it can't be read; empty when it can.</summary>
    public string Problem { get; init; } = "";
}
