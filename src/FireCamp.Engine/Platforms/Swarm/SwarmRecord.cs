using FireCamp.Engine.Metadata;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>What a cluster's own store says of how the cluster is reached, so that another machine needs to be told little.</summary>
/// <remarks>Without what only one machine knows: its files, and the way to the store itself.</remarks>
public static class SwarmRecord
{
    private const string Key = "settings";

    private static readonly string[] OfOneMachine =
        [nameof(SwarmSettings.DockerCertificates), nameof(SwarmSettings.DnsKey), nameof(SwarmSettings.MetadataStore)];

    /// <summary>The store says it; what it said before is replaced.</summary>
    public static Task WriteAsync(IMetadataStore store, SwarmSettings settings, CancellationToken cancel)
    {
        var shared = settings with { DockerCertificates = null, DnsKey = "", MetadataStore = "" };
        return store.UpdateAsync(Key, _ => shared, SwarmJson.Default.SwarmSettings, cancel);
    }

    /// <summary>What the store says, by the names that users give; empty for a cluster that never wrote it.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(IMetadataStore store, CancellationToken cancel)
    {
        var found = await store.FindAsync(Key, SwarmJson.Default.SwarmSettings, cancel).ConfigureAwait(false);
        return (found?.Value ?? new SwarmSettings()).Named().Where(n => !OfOneMachine.Contains(n.Key)).ToDictionary(n => n.Key, n => n.Value);
    }
}
