using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Clients.Aws.Ecs;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Swarm;

namespace FireCamp.Engine.Platforms.Ecs;

/// <summary>Amazon ECS: each member is a service with one task, and ECS decides where in its zone it runs.</summary>
/// <remarks>
/// The agents run what ECS places, by the same records as on Swarm. What a person may ask while ECS can't be reached doesn't fail for it: it
/// is said instead.
/// </remarks>
public sealed class EcsPlatform : IPlatform
{
    private readonly EcsMemberOptions options;
    private readonly IMetadataStore store;
    private readonly MemberFence fence;
    private readonly LeaseSight leases;
    private readonly AwsConnection aws;
    private readonly EcsNodes nodes;
    private readonly EcsServices services;
    private readonly EcsTasks tasks;

    /// <param name="fence">Ends what still runs on nodes that don't answer.</param>
    /// <param name="leases">Tells whether a node's agent is alive.</param>
    public EcsPlatform(EcsMemberOptions options, AwsConnection aws, IMetadataStore store, MemberFence fence, LeaseSight leases)
    {
        (this.options, this.aws, this.store, this.fence, this.leases) = (options, aws, store, fence, leases);
        nodes = new EcsNodes(aws, options);
        services = new EcsServices(aws, options);
        tasks = new EcsTasks(aws, options);
    }

    public string Name => "Ecs";

    public bool KeepsZones => true;

    public string PathOf(VolumeSpec volume) => SwarmNames.PathOf(volume.Purpose);

    /// <inheritdoc/>
    /// <remarks>While ECS can't be reached, the nodes that the cluster's record names are <see cref="NodePhase.Unknown"/>.</remarks>
    public async Task<IReadOnlyList<NodeStatus>> ListNodesAsync(CancellationToken cancel)
    {
        var known = (await store.FindAsync(Keys.Cluster, ModelJson.Default.ClusterSpec, cancel).ConfigureAwait(false))?.Value.Nodes ?? [];
        var alive = await leases.LookAsync(cancel).ConfigureAwait(false);
        try
        {
            var seen = await nodes.ListAsync(cancel).ConfigureAwait(false);
            return [.. seen.Select(n => EcsNodeStatus.Of(n, LeaseOf(n.Name, alive), options.Cluster))];
        }
        catch (AwsException e)
        {
            return [.. known.Select(n => EcsNodeStatus.Unseen(n, LeaseOf(n.Name, alive), options.Cluster, e.Message))];
        }
    }

    public async Task<IReadOnlyList<Mistake>> CheckAsync(IReadOnlyList<MemberSpec> members, CancellationToken cancel)
    {
        try
        {
            var seen = await nodes.ListAsync(cancel).ConfigureAwait(false);
            return EcsCheck.Members(members, seen, await MemberUnits.ListAsync(store, null, cancel).ConfigureAwait(false));
        }
        catch (AwsException e)
        {
            return [new Mistake("ECS", $"{e.Message} {e.NextStep}")];
        }
    }

    /// <inheritdoc/>
    /// <remarks>ECS itself finds out which image a tag means when a service is deployed, and keeps to it until the next deployment.</remarks>
    public Task EnsureSoftwareAsync(Software software, IProgress<string> progress, CancellationToken cancel)
        => software.Image is null ? throw SwarmImages.NoImage("The software") : Task.CompletedTask;

    // The unit first: what the agents are told holds, whatever becomes of this session before ECS is told.
    public async Task EnsureMemberAsync(MemberSpec member, string runToken, CancellationToken cancel)
    {
        await MemberUnits.EnsureAsync(store, member, runToken, cancel).ConfigureAwait(false);
        await services.EnsureAsync(member, runToken, cancel).ConfigureAwait(false);
    }

    public async Task MoveMemberAsync(MemberSpec member, string from, string runToken, CancellationToken cancel)
    {
        var place = (await nodes.ListAsync(cancel).ConfigureAwait(false))
            .FirstOrDefault(n => n.Name.Equals(from, StringComparison.OrdinalIgnoreCase));
        var there = (await tasks.ListAsync(member.Name, cancel).ConfigureAwait(false))
            .Any(t => t.DesiredStatus == "RUNNING" && t.ContainerInstanceArn == place?.Arn);
        if (place is not null && there)
        {
            await EnsureMemberAsync(member, runToken, cancel).ConfigureAwait(false);
        }
    }

    public async Task StopMemberAsync(string service, string member, CancellationToken cancel)
    {
        await MemberUnits.StopAsync(store, service, member, cancel).ConfigureAwait(false);
        await services.StopAsync(member, cancel).ConfigureAwait(false);
    }

    public async Task RemoveMemberAsync(string service, string member, CancellationToken cancel)
    {
        await MemberUnits.StopAsync(store, service, member, cancel).ConfigureAwait(false);
        await services.RemoveAsync(member, cancel).ConfigureAwait(false);
        await tasks.EnsureGoneAsync(member, cancel).ConfigureAwait(false);
        await fence.EnsureGoneAsync(service, member, cancel).ConfigureAwait(false);
        await services.ForgetAsync(member, cancel).ConfigureAwait(false);
        await MemberUnits.ForgetAsync(store, service, member, cancel).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<UnitStatus>> ObserveAsync(string? service, CancellationToken cancel)
    {
        var units = await MemberUnits.ListAsync(store, service, cancel).ConfigureAwait(false);
        if (units.Count == 0)
        {
            return [];
        }

        try
        {
            var names = (await nodes.ListAsync(cancel).ConfigureAwait(false)).ToDictionary(n => n.Arn, n => n.Name);
            var seen = (await tasks.ListAsync(null, cancel).ConfigureAwait(false)).ToLookup(EcsNames.ServiceOf);
            var told = await DescribeAsync(units, seen, cancel).ConfigureAwait(false);
            return
            [
                .. units.Select(u => StatusOf(
                    u, seen[ServiceOf(u)], told.GetValueOrDefault(ServiceOf(u)), arn => names.GetValueOrDefault(arn, arn))),
            ];
        }
        catch (AwsException e)
        {
            return [.. units.Select(u => new UnitStatus(u.Service, u.Member, u.MeantToRun, u.RunToken, u.Node, e.Message))];
        }
    }

    // Only services that have something to explain are asked for.
    private async Task<Dictionary<string, EcsService>> DescribeAsync(
        IReadOnlyList<MemberUnit> units, ILookup<string?, EcsTask> seen, CancellationToken cancel)
    {
        var asked = units.Where(u => u.MeantToRun && !seen[ServiceOf(u)].Any(t => t is { LastStatus: "RUNNING", DesiredStatus: "RUNNING" }))
            .Select(ServiceOf).ToList();
        return asked.Count == 0
            ? []
            : (await aws.Ecs.Value.DescribeServicesAsync(options.EcsCluster, asked, cancel).ConfigureAwait(false))
                .Where(s => s.Status == "ACTIVE").ToDictionary(s => s.ServiceName);
    }

    private static UnitStatus StatusOf(MemberUnit unit, IEnumerable<EcsTask> tasks, EcsService? service, Func<string, string> nodeOf)
    {
        var newest = tasks.OrderByDescending(t => t.CreatedAt).ToList();
        var there = newest.Find(t => t is { DesiredStatus: "RUNNING", ContainerInstanceArn: not null });
        return new UnitStatus(
            unit.Service, unit.Member, unit.MeantToRun, unit.RunToken,
            there is null ? unit.Node : nodeOf(there.ContainerInstanceArn!),
            unit.MeantToRun ? EcsTaskReason.Of(newest, service, nodeOf) : "");
    }

    private string ServiceOf(MemberUnit unit) => EcsNames.ServiceOf(options.Cluster, unit.Member);

    private static LeaseSeen? LeaseOf(string node, IReadOnlyList<LeaseSeen> seen)
        => seen.FirstOrDefault(l => l.Lease.Node.Equals(node, StringComparison.OrdinalIgnoreCase));
}
