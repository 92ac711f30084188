using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Local;

namespace FireCamp.Agent;

/// <summary>Opens the cluster's metadata store as an agent needs it.</summary>
internal static class NodeStores
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>The store. An agent of a swarm's node waits for one that can't be reached, for its machine may be up first.</summary>
    /// <exception cref="FireCampException">It can't be opened, on Local; or what is there is no store of ours.</exception>
    public static async Task<IMetadataStore> OpenAsync(AgentArguments arguments, LocalPaths paths, AgentLog log, TimeProvider time)
    {
        if (arguments.Swarm?.Store is not { } url)
        {
            return await SqliteMetadataStore.OpenAsync(paths.Database, create: false, time, CancellationToken.None).ConfigureAwait(false);
        }

        for (var said = false; ;)
        {
            try
            {
                // An empty store is no cluster yet; the engine that makes the cluster finds the store there.
                return await MetadataStoreFactory.OpenAsync(url, arguments.Cluster, create: true, time, CancellationToken.None)
                    .ConfigureAwait(false);
            }
            catch (StoreUnavailableException e)
            {
                log.WriteOnce(ref said, $"The metadata store can't be used yet: {e.Message}");
            }

            await Task.Delay(RetryAfter, time, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the store is gone for good: on Local its file. What is in etcd may come back.</summary>
    public static bool IsGone(AgentArguments arguments, LocalPaths paths) => arguments.Swarm?.Store is null && !File.Exists(paths.Database);
}
