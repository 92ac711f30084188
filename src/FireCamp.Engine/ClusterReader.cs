using FireCamp.Engine.Catalog;
using FireCamp.Engine.Health;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Volumes;

namespace FireCamp.Engine;

/// <summary>Reads a cluster's state for planners and for people.</summary>
internal sealed class ClusterReader(ClusterConnection connection)
{
    private readonly IMetadataStore store = connection.Ports.Store;

    /// <exception cref="NotFoundException">The cluster was removed, or its creation was interrupted.</exception>
    public async Task<ClusterSpec> SpecAsync(CancellationToken cancel)
        => await FindSpecAsync(cancel).ConfigureAwait(false)
            ?? throw new NotFoundException("Cluster", connection.Ports.Cluster,
                $"Its creation was interrupted: New-FireCampCluster {connection.Ports.Cluster} makes it, "
                + $"Remove-FireCampCluster removes what is left.")
            {
                Target = connection.Ports.Cluster,
            };

    public async Task<ClusterSpec?> FindSpecAsync(CancellationToken cancel)
        => (await store.FindAsync(Keys.Cluster, ModelJson.Default.ClusterSpec, cancel).ConfigureAwait(false))?.Value;

    /// <param name="service">What is planned for; null for the cluster itself.</param>
    public async Task<PlanningState> PlanningStateAsync(string? service, CancellationToken cancel)
    {
        var members = await MembersAsync(cancel).ConfigureAwait(false);
        var services = Values(await store.ListAsync(Keys.Services, ModelJson.Default.ServiceSpec, cancel).ConfigureAwait(false));
        var kept = Values(await store.ListAsync(PlanningKeys.AllKept, PlanningJson.Default.KeptService, cancel).ConfigureAwait(false));
        var taken = await store.ListAsync(Keys.Addresses, MetadataJson.Default.AddressTaking, cancel).ConfigureAwait(false);
        var used = members.Select(m => m.Address).OfType<string>().Concat(taken.Select(t => t.Value.Address)).ToHashSet();
        return new PlanningState
        {
            Cluster = await SpecAsync(cancel).ConfigureAwait(false),
            Nodes = await connection.Ports.Platform.ListNodesAsync(cancel).ConfigureAwait(false),
            Services = services,
            Members = members,
            Own = service is null ? [] : InOrder(await MemberRecords.ListAsync(store, service, cancel).ConfigureAwait(false)),
            Reports = await ReportsAsync(null, cancel).ConfigureAwait(false),
            Kept = kept,
            FreeAddresses = connection.Addresses.Free(used),
            LeftVolumes = service is null
                ? []
                : await LeftVolumesAsync(service, members, services.Concat(kept.Select(k => k.Service)), cancel).ConfigureAwait(false),
            SnapshotsAreQuick = connection.Ports.Volumes.SnapshotsAreQuick,
            KeepsZones = connection.Ports.Platform.KeepsZones,
            AgentsPromote = connection.Ports.Platform.AgentsPromote,
            PathOf = connection.Ports.Platform.PathOf,
            RunPathOf = connection.Ports.Platform.RunPathOf,
            Now = connection.Ports.Time.GetUtcNow(),
        };
    }

    /// <summary>What is planned with for nodes: with where every member is.</summary>
    public async Task<PlanningState> NodePlanningStateAsync(CancellationToken cancel)
        => (await PlanningStateAsync(null, cancel).ConfigureAwait(false)) with
        {
            Units = await connection.Ports.Platform.ObserveAsync(null, cancel).ConfigureAwait(false),
        };

    /// <summary>What is known of every service, or of one; in order of name.</summary>
    public async Task<IReadOnlyList<ServiceSight>> SightsAsync(string? service, CancellationToken cancel)
    {
        var specs = await ServiceSpecsAsync(service, cancel).ConfigureAwait(false);
        var nodes = await connection.Ports.Platform.ListNodesAsync(cancel).ConfigureAwait(false);
        var members = ByService(Values(await store.ListAsync(Keys.Members(service), ModelJson.Default.MemberOutline, cancel)
            .ConfigureAwait(false)), m => m.Service);
        var reports = await store.ListAsync(Keys.Reports(service), ModelJson.Default.MemberReport, cancel).ConfigureAwait(false);
        var reportsBy = reports.ToLookup(r => r.Key.Split('/')[1], r => r.Value);
        var claims = ByService(Values(await store.ListAsync(Keys.Claims(service), MetadataJson.Default.MemberClaim, cancel)
            .ConfigureAwait(false)), c => c.Service);
        var units = ByService(await connection.Ports.Platform.ObserveAsync(service, cancel).ConfigureAwait(false), u => u.Service);
        var unfinished = await connection.Operations.ListUnfinishedAsync(cancel).ConfigureAwait(false);
        var policies = (await store.ListAsync(Keys.Policies, ModelJson.Default.ServicePolicy, cancel).ConfigureAwait(false))
            .ToDictionary(p => p.Key, p => p.Value);
        return
        [
            .. specs.Select(spec => (Spec: spec, Key: NameRules.Key(spec.Name))).Select(s => new ServiceSight
            {
                Service = s.Spec,
                Members = [.. members[s.Key].OrderBy(m => m.Group, StringComparer.Ordinal).ThenBy(m => m.Ordinal)],
                Reports = [.. reportsBy[s.Key]],
                Claims = [.. claims[s.Key]],
                Units = [.. units[s.Key]],
                Nodes = nodes,
                Policy = policies.GetValueOrDefault(Keys.Policy(s.Key)) ?? new ServicePolicy(),
                Operation = unfinished.GetValueOrDefault(Subjects.Service(s.Spec.Name))?.Id,
            }),
        ];
    }

    /// <exception cref="NotFoundException">There is no such service.</exception>
    public async Task<ServiceSight> SightAsync(string service, CancellationToken cancel)
        => (await SightsAsync(service, cancel).ConfigureAwait(false)).FirstOrDefault() ?? throw NotFound(service);

    /// <exception cref="NotFoundException">There is no such service.</exception>
    public async Task<ServiceSpec> ServiceSpecAsync(string service, CancellationToken cancel)
        => (await ServiceSpecsAsync(service, cancel).ConfigureAwait(false)).FirstOrDefault() ?? throw NotFound(service);

    /// <summary>A service's revisions, the first first.</summary>
    public async Task<IReadOnlyList<ServiceRevision>> RevisionsAsync(string service, CancellationToken cancel)
        =>
        [
            .. Values(await store.ListAsync(Keys.Revisions(service), ModelJson.Default.ServiceRevision, cancel).ConfigureAwait(false))
                .OrderBy(r => r.Number),
        ];

    private async Task<IReadOnlyList<ServiceSpec>> ServiceSpecsAsync(string? service, CancellationToken cancel)
    {
        if (service is null)
        {
            return Values(await store.ListAsync(Keys.Services, ModelJson.Default.ServiceSpec, cancel).ConfigureAwait(false));
        }

        var found = await store.FindAsync(Keys.Service(service), ModelJson.Default.ServiceSpec, cancel).ConfigureAwait(false);
        return found is null ? [] : [found.Value];
    }

    // Another service's name may begin with this one's: then what begins with that is not this one's.
    private async Task<IReadOnlyList<VolumeInfo>> LeftVolumesAsync(
        string service, IReadOnlyList<MemberOutline> members, IEnumerable<ServiceSpec> services, CancellationToken cancel)
    {
        var used = members.SelectMany(m => m.Volumes).Select(v => v.Name).ToHashSet();
        var own = Prefix(service);
        var others = services.Where(s => NameRules.Key(s.Name) != NameRules.Key(service)).Select(s => Prefix(s.Name))
            .Where(p => p.StartsWith(own, StringComparison.Ordinal)).ToList();
        var all = await connection.Ports.Volumes.ListAsync(own, cancel).ConfigureAwait(false);
        return [.. all.Where(v => !used.Contains(v.Name) && !others.Any(o => v.Name.StartsWith(o, StringComparison.Ordinal)))];

        string Prefix(string name) => $"{VolumeSpec.NameOf(connection.Ports.Cluster, name, CatalogNames.DataVolume)}-";
    }

    private async Task<IReadOnlyList<MemberOutline>> MembersAsync(CancellationToken cancel)
        => Values(await store.ListAsync(Keys.Members(), ModelJson.Default.MemberOutline, cancel).ConfigureAwait(false));

    private static IReadOnlyList<MemberSpec> InOrder(IEnumerable<MemberSpec> members)
        => [.. members.OrderBy(m => m.Group, StringComparer.Ordinal).ThenBy(m => m.Ordinal)];

    private async Task<IReadOnlyList<MemberReport>> ReportsAsync(string? service, CancellationToken cancel)
        => Values(await store.ListAsync(Keys.Reports(service), ModelJson.Default.MemberReport, cancel).ConfigureAwait(false));

    private NotFoundException NotFound(string service)
        => new("Service", service, $"Get-FireCampService -Cluster {connection.Ports.Cluster} lists those there are.") { Target = service };

    private static ILookup<string, T> ByService<T>(IEnumerable<T> items, Func<T, string> service)
        => items.ToLookup(i => NameRules.Key(service(i)));

    private static IReadOnlyList<T> Values<T>(IEnumerable<Versioned<T>> records) => [.. records.Select(r => r.Value)];
}
