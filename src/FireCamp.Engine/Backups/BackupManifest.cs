using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups;

/// <summary>What a backup is and consists of. Written last: a backup without one isn't there.</summary>
public sealed record BackupManifest
{
    public required string Id { get; init; }

    public required string Cluster { get; init; }

    public required string Service { get; init; }

    public required string Kind { get; init; }

    public required string Version { get; init; }

    /// <summary>The service's options, of which none is a secret.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>The options that the user had chosen; the others had their defaults.</summary>
    public IReadOnlyList<string> Chosen { get; init; } = [];

    /// <summary>What each member had reserved.</summary>
    public ByteSize Memory { get; init; }

    /// <summary>The service's members when it was taken, also those of whom it holds nothing.</summary>
    public IReadOnlyList<BackupMember> Members { get; init; } = [];

    /// <summary>A user's own name for it; need not be the only one of that name.</summary>
    public string? Name { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The moment whose state it holds, by the clock of whoever took it.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The user who asked for it.</summary>
    public required string TakenBy { get; init; }

    /// <summary>The id of the operation that took it.</summary>
    public required string Operation { get; init; }

    /// <summary>The backup that it builds on and can't be restored without; null when it stands alone.</summary>
    public BackupParent? Parent { get; init; }

    public required IReadOnlyList<BackupContent> Contents { get; init; }

    /// <summary>Segments of the engine's log without which it can't be restored.</summary>
    public IReadOnlyList<SegmentName> Segments { get; init; } = [];

    /// <summary>What seals this manifest; null when the backup isn't encrypted.</summary>
    public BackupEncryption? Encryption { get; init; }
}
