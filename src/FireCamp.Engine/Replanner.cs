using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine;

/// <summary>Plans again what a plan was made for, as things are now: a queued operation never carries out a stale plan.</summary>
internal sealed class Replanner
{
    private readonly Dictionary<Type, Func<OperationPlan, CancellationToken, Task<OperationPlan>>> planners = [];

    public Replanner(ServicePlans services, NodePlans nodes, BackupPlans backups)
    {
        Add<RestartServicePlan>((p, cancel) => services.RestartAsync(p.Service, p.Order.Count == p.Members.Count ? [] : p.Order, cancel));
        Add<StopServicePlan>((p, cancel) => services.StopAsync(p.Service, cancel));
        Add<UpdateServicePlan>(async (p, cancel) => await services.UpdateAsync(p.Request, cancel).ConfigureAwait(false));
        Add<AddReplicasPlan>((p, cancel) => services.AddReplicasAsync(p.Request, cancel));
        Add<RemoveReplicasPlan>((p, cancel) => services.RemoveReplicasAsync(p.Request, cancel));
        Add<AddShardsPlan>((p, cancel) => services.AddReplicasAsync(p.Replicas.Request, cancel));
        Add<RemoveShardsPlan>((p, cancel) => services.RemoveReplicasAsync(p.Replicas.Request, cancel));
        Add<SwitchPrimaryPlan>((p, cancel) => services.SwitchAsync(p.Request, cancel));
        Add<RemoveServicePlan>((p, cancel) => services.RemoveAsync(p.Service.Name, p.RemoveVolumes, cancel));
        Add<RestoreInPlacePlan>(async (p, cancel) => await backups.RestoreInPlaceAsync(p.Place, p.To, p.Service.Name, cancel).ConfigureAwait(false));
        Add<SuspendNodePlan>((p, cancel) => nodes.SuspendAsync(p.Node, p.Stranded.Count + p.Unready.Count > 0, cancel));
    }

    /// <summary>The types of plans that can be made again; every plan that disrupts a service is to be among them.</summary>
    public IEnumerable<Type> Types => planners.Keys;

    /// <exception cref="FireCampException">It can't be planned now; says why.</exception>
    public Task<OperationPlan> ReplanAsync(OperationPlan plan, CancellationToken cancel) => planners[plan.GetType()](plan, cancel);

    private void Add<TPlan>(Func<TPlan, CancellationToken, Task<OperationPlan>> planner)
        where TPlan : OperationPlan
        => planners.Add(typeof(TPlan), (plan, cancel) => planner((TPlan)plan, cancel));
}
