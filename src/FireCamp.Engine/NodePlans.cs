using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine;

/// <summary>Reads the state of nodes and plans purely.</summary>
internal sealed class NodePlans(ClusterConnection connection, ClusterReader reader)
{
    public async Task<OperationPlan> SuspendAsync(string node, bool force, CancellationToken cancel)
    {
        var state = await reader.NodePlanningStateAsync(cancel).ConfigureAwait(false);
        var plan = NodePlanner.PlanSuspend(state, node, force);

        // Two at once could each take a member of the same service away.
        await RequireNoneUnfinishedAsync(
            subject => subject.StartsWith(Subjects.Node(""), StringComparison.Ordinal)
                || plan.Moves.Concat(plan.Stranded).Any(m => Subjects.Service(m.Service) == subject),
            cancel).ConfigureAwait(false);
        return plan;
    }

    public async Task<OperationPlan> ResumeAsync(string node, CancellationToken cancel)
    {
        await RequireNoneUnfinishedAsync(subject => subject == Subjects.Node(node), cancel).ConfigureAwait(false);
        return NodePlanner.PlanResume(await reader.NodePlanningStateAsync(cancel).ConfigureAwait(false), node);
    }

    private async Task RequireNoneUnfinishedAsync(Func<string, bool> isInTheWay, CancellationToken cancel)
    {
        foreach (var (subject, operation) in await connection.Operations.ListUnfinishedAsync(cancel).ConfigureAwait(false))
        {
            if (isInTheWay(subject))
            {
                throw new OperationUnfinishedException(operation);
            }
        }
    }
}
