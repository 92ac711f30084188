using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>What a user asks of a new service that is to have a backup's data; what is left out is as it was.</summary>
public sealed record RestoreServiceRequest
{
    public required BackupPlace Place { get; init; }

    public required BackupManifest Backup { get; init; }

    /// <summary>What of the archived log it takes to bring the data to a moment, by the backup's contents; none where it stays as it is.</summary>
    public IReadOnlyDictionary<string, LogNeed> Log { get; init; } = new Dictionary<string, LogNeed>();

    /// <summary>The new service's name.</summary>
    public required string Name { get; init; }

    public string? Version { get; init; }

    /// <summary>Options other than the backup's, by name (without case).</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    public ByteSize? Memory { get; init; }

    /// <summary>User names by credential name, where the user gave a credential; the passwords travel apart, sealed.</summary>
    public IReadOnlyDictionary<string, string> UserNames { get; init; } = new Dictionary<string, string>();
}
