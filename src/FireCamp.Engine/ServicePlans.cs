using FireCamp.Engine.Catalog;
using FireCamp.Engine.Health;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine;

/// <summary>Reads the state, plans purely, then asks the platform what it has against the plan.</summary>
internal sealed class ServicePlans(ClusterConnection connection, ClusterReader reader, ServiceCatalog catalog)
{
    public async Task<OperationPlan> CreateAsync(CreateServiceRequest request, CancellationToken cancel)
    {
        await connection.Operations.RequireNoneUnfinishedAsync(Subjects.Service(request.Name), cancel).ConfigureAwait(false);
        var state = await reader.PlanningStateAsync(null, cancel).ConfigureAwait(false);
        var plan = CreateServicePlanner.Plan(request, catalog.Find(request.Kind), state);
        await ArchiveStores.RequireAsync(connection, plan.Members, cancel).ConfigureAwait(false);
        await connection.Ports.Platform.RequirePlacesAsync(request.Name, plan.Members, cancel).ConfigureAwait(false);
        return plan;
    }

    public async Task<OperationPlan> StartAsync(string service, CancellationToken cancel)
        => StartStopPlanner.PlanStart(await StateForAsync(service, cancel).ConfigureAwait(false), service);

    public async Task<OperationPlan> StopAsync(string service, CancellationToken cancel)
        => StartStopPlanner.PlanStop(await StateForAsync(service, cancel).ConfigureAwait(false), service);

    public async Task<OperationPlan> RestartAsync(string service, IReadOnlyList<string> members, CancellationToken cancel)
        => RestartPlanner.Plan(await StateForAsync(service, cancel).ConfigureAwait(false), service, members);

    public async Task<UpdateServicePlan> UpdateAsync(UpdateServiceRequest request, CancellationToken cancel)
    {
        var state = await StateForAsync(request.Name, cancel).ConfigureAwait(false);
        var revisions = await reader.RevisionsAsync(request.Name, cancel).ConfigureAwait(false);
        var plan = UpdateServicePlanner.Plan(request, catalog.Find(state.Service(request.Name).Kind), state with { Revisions = revisions });
        await ArchiveStores.RequireAsync(connection, plan.Changes.Select(c => c.New), cancel).ConfigureAwait(false);
        return plan;
    }

    public async Task<OperationPlan> AddReplicasAsync(AddReplicasRequest request, CancellationToken cancel)
    {
        var state = await StateForAsync(request.Name, cancel).ConfigureAwait(false);
        var kind = catalog.Find(state.Service(request.Name).Kind);
        if (request.Shards is not null)
        {
            var shards = AddShardsPlanner.Plan(request, kind, state);
            await connection.Ports.Platform.RequirePlacesAsync(request.Name, shards.Replicas.New, cancel).ConfigureAwait(false);
            return shards;
        }

        var plan = AddReplicasPlanner.Plan(request, kind, state);
        await connection.Ports.Platform.RequirePlacesAsync(request.Name, plan.New, cancel).ConfigureAwait(false);
        return plan;
    }

    public async Task<OperationPlan> RemoveReplicasAsync(RemoveReplicasRequest request, CancellationToken cancel)
    {
        var state = await StateForAsync(request.Name, cancel).ConfigureAwait(false);
        var kind = catalog.Find(state.Service(request.Name).Kind);
        return request.Shards is null ? RemoveReplicasPlanner.Plan(request, kind, state) : RemoveShardsPlanner.Plan(request, kind, state);
    }

    /// <summary>A switchover; where it is forced and the primary is gone, a promotion.</summary>
    public async Task<OperationPlan> SwitchAsync(SwitchPrimaryRequest request, CancellationToken cancel)
    {
        var state = await StateForAsync(request.Service, cancel).ConfigureAwait(false);
        var definition = catalog.Find(state.Service(request.Service).Kind);
        if (request.Force)
        {
            var seen = ServiceObserver.Members(await reader.SightAsync(request.Service, cancel).ConfigureAwait(false));
            if (!PromotePrimaryPlanner.IsPrimaryUp(request, state, seen))
            {
                var positions = await MemberPositions.AskAsync(connection.Ports.Executor, state.MembersOf(request.Service), cancel)
                    .ConfigureAwait(false);
                return PromotePrimaryPlanner.Plan(request, definition, state, seen, positions);
            }
        }

        return SwitchPrimaryPlanner.Plan(request, definition, state);
    }

    /// <summary>The switchover by which a primary leaves a node; null where there is none that would help.</summary>
    public async Task<SwitchPrimaryPlan?> SwitchAwayAsync(string service, string member, string node, CancellationToken cancel)
    {
        var state = await StateForAsync(service, cancel).ConfigureAwait(false);
        try
        {
            return SwitchPrimaryPlanner.PlanAway(service, member, node, catalog.Find(state.Service(service).Kind), state) is { IsEmpty: false } plan
                ? plan
                : null;
        }
        catch (FireCampException)
        {
            // Then it moves as the primary that it is, as every member can.
            return null;
        }
    }

    public async Task<OperationPlan> RemoveAsync(string service, bool removeVolumes, CancellationToken cancel)
        => RemoveServicePlanner.Plan(await StateForAsync(service, cancel).ConfigureAwait(false), service, removeVolumes);

    private async Task<PlanningState> StateForAsync(string service, CancellationToken cancel)
    {
        await connection.Operations.RequireNoneUnfinishedAsync(Subjects.Service(service), cancel).ConfigureAwait(false);
        return await reader.PlanningStateAsync(service, cancel).ConfigureAwait(false);
    }
}
