using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Plans clusters of the Local platform.</summary>
public static class ClusterPlanner
{
    /// <summary>More nodes than this on one machine help nobody: each is an agent process.</summary>
    public const int MaximumNodes = 32;

    private static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLease = TimeSpan.FromSeconds(60);

    /// <param name="network">The network that the cluster was given.</param>
    /// <param name="machineMemory">What the nodes share when the request doesn't say.</param>
    /// <exception cref="InvalidInputException">Carries every mistake in the request.</exception>
    public static CreateClusterPlan PlanCreate(CreateClusterRequest request, string network, ByteSize machineMemory, DateTimeOffset now)
    {
        Validate(request);
        var zones = request.Zones.Count > 0 ? request.Zones : DefaultZones(request.Nodes);
        var memory = request.NodeMemory ?? WholeMegabytes(machineMemory.Bytes / request.Nodes);
        return new CreateClusterPlan
        {
            Cluster = request.Name,
            Spec = new ClusterSpec
            {
                Name = request.Name,
                Platform = "Local",
                Zones = zones,
                Nodes = [.. Enumerable.Range(0, request.Nodes).Select(i => new NodeSpec($"node-{i + 1}", zones[i % zones.Count], memory))],
                Network = network,
                LeaseDuration = request.LeaseDuration ?? TimeSpan.FromSeconds(2.5),
                CreatedAt = now,
            },
        };
    }

    /// <summary>A cluster of machines that are there already.</summary>
    /// <param name="found">Those that may run members, each with its zone; at least one.</param>
    /// <param name="network">The addresses that members get; null where they get none.</param>
    public static CreateClusterPlan PlanFound(
        CreateClusterRequest request, string platform, IReadOnlyList<NodeSpec> found, string? network, TimeSpan lease, DateTimeOffset now)
        => new()
        {
            Cluster = request.Name,
            Settings = request.Settings,
            Spec = new ClusterSpec
            {
                Name = request.Name,
                Platform = platform,
                Zones = [.. found.Select(n => n.Zone).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                Nodes = found,
                Network = network,
                LeaseDuration = request.LeaseDuration ?? lease,
                CreatedAt = now,
            },
        };

    public static StartClusterPlan PlanStart(PlanningState state)
        => new() { Cluster = state.Cluster.Name, Nodes = NodesOf(state), WasRunning = state.Cluster.Running };

    public static StopClusterPlan PlanStop(PlanningState state)
        => new() { Cluster = state.Cluster.Name, Nodes = NodesOf(state), WasRunning = state.Cluster.Running };

    /// <param name="volumes">Every volume that the cluster has, kept ones too.</param>
    /// <param name="force">Whether services and kept volumes go with it.</param>
    /// <exception cref="FireCampException">Services or kept volumes are still there and <paramref name="force"/> is not set.</exception>
    public static RemoveClusterPlan PlanRemove(PlanningState state, IReadOnlyList<string> volumes, bool force)
    {
        var cluster = state.Cluster.Name;
        if (!force && state.Services.Count + volumes.Count > 0)
        {
            var left = state.Services.Select(s => $"service {s.Name}").Concat(state.Kept.Select(k => $"kept volumes of {k.Service.Name}"));
            throw new FireCampException("ClusterNotEmpty", $"Cluster '{cluster}' still has {string.Join(", ", left)}.",
                "Remove them first (Remove-FireCampService -RemoveVolumes), or remove all with -Force.") { Target = cluster };
        }

        return new RemoveClusterPlan
        {
            Cluster = cluster,
            Nodes = NodesOf(state),
            Services = [.. state.Services.Select(s => s.Name)],
            Hosts = [.. state.Members.Select(m => m.Host)],
            Volumes = volumes,
            WasRunning = state.Cluster.Running,
        };
    }

    /// <exception cref="InvalidInputException">Carries every mistake in the request.</exception>
    public static void Validate(CreateClusterRequest request)
    {
        var found = MistakesIn(request);
        if (found.Count > 0)
        {
            throw new InvalidInputException("ClusterInvalid", $"Cluster '{request.Name}'", found);
        }
    }

    /// <summary>All that is wrong with the request by itself.</summary>
    public static IReadOnlyList<Mistake> MistakesIn(CreateClusterRequest request)
    {
        var zones = request.Zones.Count > 0 ? request.Zones : DefaultZones(request.Nodes);
        List<Mistake?> mistakes =
        [
            NameRules.Check("cluster", request.Name, NameRules.ClusterNameLength),
            .. zones.Select(z => NameRules.Check("zone", z, NameRules.LabelLength)),
            request.Nodes is >= 1 and <= MaximumNodes
                ? null
                : new Mistake("Nodes", $"{request.Nodes} nodes: a Local cluster has 1 to {MaximumNodes}."),
            zones.Count <= Math.Max(request.Nodes, 1)
                ? null
                : new Mistake("Zones", $"{zones.Count} zones for {request.Nodes} nodes: every zone needs a node."),
            zones.DistinctBy(NameRules.Key).Count() == zones.Count ? null : new Mistake("Zones", "a zone is named twice."),
            LeaseMistake(request),
        ];
        return [.. mistakes.OfType<Mistake>()];
    }

    /// <summary>What is wrong with the lease's duration; null when nothing is.</summary>
    internal static Mistake? LeaseMistake(CreateClusterRequest request)
        => request.LeaseDuration is { } lease && (lease < ShortestLease || lease > LongestLease)
            ? new Mistake(
                "LeaseDuration",
                $"{lease.TotalSeconds} s: a lease holds {ShortestLease.TotalSeconds} to {LongestLease.TotalSeconds} s.")
            : null;

    private static IReadOnlyList<string> NodesOf(PlanningState state) => [.. state.Cluster.Nodes.Select(n => n.Name)];

    private static IReadOnlyList<string> DefaultZones(int nodes)
        => [.. Enumerable.Range(1, Math.Clamp(nodes, 1, 3)).Select(i => $"zone-{i}")];

    private static ByteSize WholeMegabytes(long bytes) => new(bytes / (1 << 20) * (1 << 20));
}
