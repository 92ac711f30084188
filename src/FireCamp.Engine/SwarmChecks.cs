using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Model;
using FireCamp.Engine.Network;
using FireCamp.Engine.Platforms.Checks;
using FireCamp.Engine.Platforms.Swarm;
using FireCamp.Engine.Secrets;

namespace FireCamp.Engine;

/// <summary>What is looked at in a cluster on a swarm.</summary>
/// <param name="own">This machine's certificate, by which agents know it; null while there is no way to the store.</param>
internal sealed class SwarmChecks(string cluster, SwarmSettings settings, string folder, TimeProvider time, IdentityKeeper? own)
{
    /// <param name="connection">Null when the store, or a file, can't be used: then only what needs neither is looked at.</param>
    public async Task<IReadOnlyList<ClusterCheck>> RunAsync(ClusterConnection? connection, CancellationToken cancel)
    {
        await KeepIdentityAsync(cancel).ConfigureAwait(false);
        List<IClusterCheck> checks = [new SwarmHomeCheck(settings, Path.Combine(folder, "swarm.json"), time)];
        if (connection is not null)
        {
            checks.Add(new StoreCheck(connection.Ports.Store, EtcdText(), time));
        }

        checks.Add(new StoreEndpointCheck(settings.MetadataStore, cluster, time));
        if (SwarmConnectionCheck.Check(settings.Connection(), time).Count > 0)
        {
            return await ClusterChecks.RunAsync(cluster, [.. checks, .. More(connection)], cancel).ConfigureAwait(false);
        }

        using var swarm = new SwarmConnection(settings.Connection(), time);
        checks.Add(new SwarmManagerCheck(swarm, settings.Managers));
        checks.Add(new SwarmNodeCheck(swarm, settings.Members(cluster)));
        if (settings.IsOverlay)
        {
            checks.Add(new SwarmNetworkCheck(swarm, settings.Network));
        }

        return await ClusterChecks.RunAsync(cluster, [.. checks, .. More(connection)], cancel).ConfigureAwait(false);
    }

    // What keeps it from being had, such as a wrong key, is what the checks tell.
    private async Task KeepIdentityAsync(CancellationToken cancel)
    {
        try
        {
            await (own?.KeepAsync(cancel) ?? Task.CompletedTask).ConfigureAwait(false);
        }
        catch (FireCampException)
        {
            // The checks of key, store and agents say it.
        }
    }

    private IEnumerable<IClusterCheck> More(ClusterConnection? connection)
    {
        var nodes = connection is null ? null : (Func<CancellationToken, Task<IReadOnlyList<NodeStatus>>>)connection.Ports.Platform.ListNodesAsync;
        if (connection?.Ports is { } ports)
        {
            yield return new NodeCheck(ports.Platform, time, own?.Identities);
            yield return new ImageCheck(ports.Platform.ListNodesAsync, e => new AgentClient(e, time, own?.Identities));
            yield return new KeyCheck(ports.Store, ports.Secrets, Path.Combine(folder, "key"));
        }

        if (connection?.Ports is { } named && !settings.IsOverlay)
        {
            yield return new NameCheck(named.Dns, SwarmConnector.DomainOf(cluster), settings.DnsServer);
            yield return new PoolCheck(named.Store, AddressRange.Parse(settings.StaticIpPool));
        }

        yield return new StorageCheck(settings.SharedStorage, nodes, e => new AgentClient(e, time, own?.Identities));
        yield return new CertificateFileCheck([.. Certificates()], time);
    }

    private IEnumerable<string> Certificates()
    {
        string?[] files = [settings.Connection().CaFile, settings.Connection().CertificateFile, Path.Combine(folder, "identity", "identity.pem")];
        return files.OfType<string>();
    }

    private string EtcdText() => Metadata.Etcd.EtcdAddressReader.Shown(settings.MetadataStore);
}
