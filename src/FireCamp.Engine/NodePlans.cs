using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine;

/// <summary>Reads the state of nodes and plans purely.</summary>
internal sealed class NodePlans(ClusterConnection connection, ClusterReader reader, ServicePlans services)
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
        return plan with { Switches = await SwitchesAsync(plan, cancel).ConfigureAwait(false) };
    }

    public async Task<OperationPlan> ResumeAsync(string node, CancellationToken cancel)
    {
        await RequireNoneUnfinishedAsync(subject => subject == Subjects.Node(node), cancel).ConfigureAwait(false);
        return NodePlanner.PlanResume(await reader.NodePlanningStateAsync(cancel).ConfigureAwait(false), node);
    }

    private async Task<IReadOnlyList<SwitchPrimaryPlan>> SwitchesAsync(SuspendNodePlan plan, CancellationToken cancel)
    {
        var switches = new List<SwitchPrimaryPlan>();
        foreach (var member in plan.Moves.Where(m => m.Role == MemberRole.Primary && plan.Awaits(m.Name)))
        {
            var over = await services.SwitchAwayAsync(member.Service, member.Name, plan.Node, cancel).ConfigureAwait(false);
            if (over is { Unready.Count: 0 })
            {
                switches.Add(over);
            }
        }

        return switches;
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
