using FireCamp.Engine.Model;

namespace FireCamp.Engine;

/// <summary>What a user wants of a restore.</summary>
/// <param name="Backup">The backup's id; where a moment is named also a service's name, for the newest backup before it.</param>
/// <param name="Store">The store's URL; null for the cluster's own.</param>
/// <param name="KeyFile">The file of the key that it is encrypted with; null for the cluster's own.</param>
public sealed record RestoreOrder(string Backup, string? Store, string? KeyFile)
{
    /// <summary>The moment that the data is brought to by the archived log; null where it stays as the backup has it.</summary>
    public DateTimeOffset? To { get; init; }

    public string? Version { get; init; }

    /// <summary>Options other than the backup's.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    public ByteSize? Memory { get; init; }

    /// <summary>User names by credential name; the passwords travel apart.</summary>
    public IReadOnlyDictionary<string, string> UserNames { get; init; } = new Dictionary<string, string>();
}
