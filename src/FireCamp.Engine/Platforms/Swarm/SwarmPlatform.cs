using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>Docker Swarm: each member is a service with one replica, and Swarm decides where in its zone it runs.</summary>
/// <remarks>
/// The agents run what Swarm places, by the same records as on Local. Nothing that a person may ask while no manager answers fails for
/// it: it is said instead.
/// </remarks>
public sealed class SwarmPlatform : IPlatform
{
    private readonly SwarmMemberOptions options;
    private readonly IMetadataStore store;
    private readonly MemberFence fence;
    private readonly LeaseSight leases;
    private readonly SwarmNodes nodes;
    private readonly SwarmImages images;
    private readonly SwarmServices services;
    private readonly SwarmTasks tasks;

    /// <param name="fence">Ends what still runs on nodes that don't answer.</param>
    /// <param name="leases">Tells whether a node's agent is alive.</param>
    public SwarmPlatform(SwarmMemberOptions options, SwarmConnection swarm, IMetadataStore store, MemberFence fence, LeaseSight leases)
    {
        this.options = options;
        this.store = store;
        this.fence = fence;
        this.leases = leases;
        nodes = new SwarmNodes(swarm);
        images = new SwarmImages(swarm);
        services = new SwarmServices(swarm, images, options);
        tasks = new SwarmTasks(options.Cluster, swarm);
    }

    public string Name => "Swarm";

    public bool KeepsZones => true;

    public string PathOf(VolumeSpec volume) => SwarmNames.PathOf(volume.Purpose);

    /// <inheritdoc/>
    /// <remarks>While no manager answers, the nodes that the cluster's record names are <see cref="NodePhase.Unknown"/>.</remarks>
    public async Task<IReadOnlyList<NodeStatus>> ListNodesAsync(CancellationToken cancel)
    {
        var known = (await store.FindAsync(Keys.Cluster, ModelJson.Default.ClusterSpec, cancel).ConfigureAwait(false))?.Value.Nodes ?? [];
        var alive = await leases.LookAsync(cancel).ConfigureAwait(false);
        try
        {
            var seen = await nodes.ListAsync(SwarmPatience.Look, cancel).ConfigureAwait(false);
            return
            [
                .. seen.OrderBy(n => PlaceOf(n.Name, known)).ThenBy(n => n.Name, StringComparer.Ordinal)
                    .Select(n => SwarmNodeStatus.Of(n, LeaseOf(n.Name, alive), options)),
            ];
        }
        catch (FireCampException e)
        {
            return [.. known.Select(n => SwarmNodeStatus.Unseen(n, LeaseOf(n.Name, alive), options, e.Message))];
        }
    }

    /// <summary>What is wrong with the swarm's machines as places for members; all of it.</summary>
    public Task<IReadOnlyList<Mistake>> CheckNodesAsync(CancellationToken cancel) => nodes.CheckAsync(options, cancel);

    public async Task<IReadOnlyList<Mistake>> CheckAsync(IReadOnlyList<MemberSpec> members, CancellationToken cancel)
    {
        try
        {
            var seen = await nodes.ListAsync(SwarmPatience.Look, cancel).ConfigureAwait(false);
            return SwarmCheck.Members(members, seen, await MemberUnits.ListAsync(store, null, cancel).ConfigureAwait(false), options);
        }
        catch (FireCampException e) when (e is not StoreUnavailableException)
        {
            return [new Mistake("swarm", $"{e.Message} {e.NextStep}")];
        }
    }

    public async Task EnsureSoftwareAsync(Software software, IProgress<string> progress, CancellationToken cancel)
    {
        var image = software.Image ?? throw SwarmImages.NoImage("The software");
        progress.Report($"Looking up image {image}.");
        await images.PinAsync(image, cancel).ConfigureAwait(false);
    }

    // The unit first: what the agents are told holds, whatever becomes of this session before Swarm is told.
    public async Task EnsureMemberAsync(MemberSpec member, string runToken, CancellationToken cancel)
    {
        await MemberUnits.EnsureAsync(store, member, runToken, cancel).ConfigureAwait(false);
        var image = await services.EnsureAsync(member, runToken, cancel).ConfigureAwait(false);
        await MemberUnits.NoteImageAsync(store, member, image, cancel).ConfigureAwait(false);
    }

    public async Task MoveMemberAsync(MemberSpec member, string from, string runToken, CancellationToken cancel)
    {
        var place = (await nodes.ListAsync(SwarmPatience.Change, cancel).ConfigureAwait(false))
            .FirstOrDefault(n => n.Name.Equals(from, StringComparison.OrdinalIgnoreCase));
        var there = (await tasks.ListAsync(SwarmPatience.Change, cancel).ConfigureAwait(false)).Any(t =>
            t is { IsOver: false, IsWanted: true } && t.NodeId == place?.Id && t.Member.Equals(member.Name, StringComparison.OrdinalIgnoreCase));
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
            var names = (await nodes.ListAsync(SwarmPatience.Look, cancel).ConfigureAwait(false)).ToDictionary(n => n.Id, n => n.Name);
            var seen = (await tasks.ListAsync(SwarmPatience.Look, cancel).ConfigureAwait(false))
                .ToLookup(t => t.Member, StringComparer.OrdinalIgnoreCase);
            return [.. units.Select(u => SwarmUnitStatus.Of(u, seen[u.Member], id => names.GetValueOrDefault(id, id)))];
        }
        catch (FireCampException e)
        {
            return [.. units.Select(u => new UnitStatus(u.Service, u.Member, u.MeantToRun, u.RunToken, u.Node, e.Message))];
        }
    }

    private static LeaseSeen? LeaseOf(string node, IReadOnlyList<LeaseSeen> seen)
        => seen.FirstOrDefault(l => l.Lease.Node.Equals(node, StringComparison.OrdinalIgnoreCase));

    private static int PlaceOf(string node, IReadOnlyList<NodeSpec> known)
    {
        var place = known.TakeWhile(n => !n.Name.Equals(node, StringComparison.OrdinalIgnoreCase)).Count();
        return place < known.Count ? place : int.MaxValue;
    }
}
