using FireCamp.Engine.Backups.Segments;

namespace FireCamp.Engine.Backups;

/// <summary>One part of a backup, such as a member's volume: a stream of bytes cut into chunks, and how to know them again.</summary>
public sealed record BackupContent
{
    /// <summary>Tells the contents of a backup apart: <c>mypg-0.data</c>.</summary>
    public required string Name { get; init; }

    public required ContentKind Kind { get; init; }

    /// <summary>Whose it is; null when it is the whole service's.</summary>
    public string? Member { get; init; }

    /// <summary>The random name of the attempt that wrote it; its objects lie under it, so that no other attempt touches them.</summary>
    public required string Attempt { get; init; }

    /// <summary>Number of chunks.</summary>
    public required long Chunks { get; init; }

    /// <summary>Bytes of all chunks but the last before they were compressed.</summary>
    public required int ChunkSize { get; init; }

    /// <summary>Bytes of the whole stream.</summary>
    public required long Size { get; init; }

    /// <summary>Bytes of all chunks as stored.</summary>
    public required long StoredSize { get; init; }

    /// <summary>SHA-256 of the whole stream, in hexadecimal.</summary>
    public required string Digest { get; init; }

    /// <summary>SHA-256 of the list of its chunks, which names each chunk's own digest.</summary>
    public required string IndexDigest { get; init; }

    /// <summary>Null when it isn't encrypted.</summary>
    public BackupEncryption? Encryption { get; init; }

    /// <summary>Where the engine's own log goes on from here in its archive; null when the member archived none.</summary>
    public LogStart? Log { get; init; }
}
