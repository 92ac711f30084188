using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine;

/// <summary>Makes the cluster that users see.</summary>
internal static class ClusterView
{
    public static async Task<Cluster> OfAsync(ClusterEngine cluster, string folder, CancellationToken cancel)
    {
        var spec = await cluster.Reader.SpecAsync(cancel).ConfigureAwait(false);
        var nodes = await cluster.ListNodesAsync(cancel).ConfigureAwait(false);
        var services = await cluster.Connection.Ports.Store.ListAsync(Keys.Services, cancel).ConfigureAwait(false);
        var down = nodes.Where(n => n.Phase is not (NodePhase.Up or NodePhase.Suspended)).Select(n => n.Name).ToList();
        var suspended = nodes.Where(n => n.IsSuspended && n.Memory.Bytes > 0).Select(n => n.Name).ToList();
        var (phase, reason) = (spec.Running, down.Count) switch
        {
            (false, var stopped) when stopped == nodes.Count => ("Stopped", ""),
            (false, _) => ("Stopping", "Some nodes still run."),
            (true, 0) => ("Running", suspended.Count == 0 ? "" : $"Suspended: {string.Join(", ", suspended)}."),
            (true, var lost) when lost == nodes.Count => ("Down", "No node runs; Start-FireCampCluster starts them."),
            _ => ("Degraded", $"Not up: {string.Join(", ", down)}."),
        };
        return new Cluster
        {
            Name = spec.Name,
            Platform = spec.Platform,
            Phase = phase,
            Reason = reason,
            Zones = spec.Zones,
            Nodes = nodes.Count,
            NodesUp = nodes.Count - down.Count,
            Services = services.Count,
            Domain = spec.Domain,
            NamesResolve = cluster.Connection.Ports.Dns.IsAvailable,
            Network = spec.Network,
            Folder = folder,
            CreatedAt = spec.CreatedAt,
        };
    }

    /// <summary>A cluster whose store can't be read: listed, so that nobody thinks it gone.</summary>
    public static Cluster Damaged(string name, IClusterConnector connector, FireCampException why)
        => new()
        {
            Name = name,
            Platform = connector.Platform,
            Phase = why is NotFoundException ? "Unfinished" : "Damaged",
            Reason = why.Message,
            Zones = [],
            Domain = "",
            Folder = connector.FolderOf(name),
        };
}
