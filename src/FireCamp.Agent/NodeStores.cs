using FireCamp.Agent.Leases;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Local;

namespace FireCamp.Agent;

/// <summary>Opens the cluster's metadata store as an agent needs it.</summary>
internal static class NodeStores
{
    /// <summary>An answer takes some milliseconds; a packet that is lost is sent again after 200 ms at the earliest.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// The store. On a swarm's node it need not be reachable yet, for that machine may be up first and dockerd waits for the agent's
    /// answers: then every call says why it isn't.
    /// </summary>
    /// <exception cref="FireCampException">On Local: it can't be opened. On Swarm: its URL is wrong.</exception>
    public static async Task<IMetadataStore> OpenAsync(AgentArguments arguments, LocalPaths paths, TimeProvider time)
    {
        if (arguments.Swarm?.Store is not { } url)
        {
            return await SqliteMetadataStore.OpenAsync(paths.Database, create: false, time, CancellationToken.None).ConfigureAwait(false);
        }

        MetadataStoreFactory.Check(url);

        // An empty store is no cluster yet; the engine that makes the cluster finds the store there.
        return new WaitingStore(cancel => MetadataStoreFactory.OpenAsync(url, arguments.Cluster, create: true, time, cancel), time);
    }

    /// <summary>The same for the node's lease alone, so that no other work is in its way; where a network is between, by two connections.</summary>
    /// <exception cref="FireCampException">As above.</exception>
    public static async Task<IMetadataStore> OpenForLeaseAsync(AgentArguments arguments, LocalPaths paths, TimeProvider time)
    {
        var first = await OpenAsync(arguments, paths, time).ConfigureAwait(false);
        return arguments.Swarm?.Store is null
            ? first
            : new HedgedStore([first, await OpenAsync(arguments, paths, time).ConfigureAwait(false)], Patience, time);
    }

    /// <summary>Whether the store is gone for good: on Local its file. What is in etcd may come back.</summary>
    public static bool IsGone(AgentArguments arguments, LocalPaths paths) => arguments.Swarm?.Store is null && !File.Exists(paths.Database);
}
