using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine.Operations;

/// <summary>Closes a node, moves its members to others one at a time, each only while the rest of its service is ready, and drains it.</summary>
/// <remarks>Open → Suspended. An unwind lets the node take members again; those that have moved stay where they are.</remarks>
internal sealed class SuspendNode : IOperation<SuspendNodePlan>
{
    public string Name => SuspendNodePlan.Name;

    public bool UnwindsOnFailure => false;

    public IReadOnlyList<Step<SuspendNodePlan>> Steps { get; } =
    [
        new("close-node", CloseNode, LetBack),
        new("move-member", MoveMember)
        {
            Each = p => [.. p.Moves.Select(m => m.Name)], OneByOne = true, Deadline = TimeSpan.FromMinutes(5),
        },
        new("drain-node", DrainNode, LetBack) { Deadline = TimeSpan.FromMinutes(5) },
    ];

    private static Task CloseNode(SuspendNodePlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Drainer.CloseAsync(plan.Node, cancel);

    private static async Task MoveMember(SuspendNodePlan plan, StepContext context, CancellationToken cancel)
    {
        var service = plan.Move(context.RequiredItem).Service;
        var members = await MembersAsync(context, service, cancel).ConfigureAwait(false);
        if (members.FirstOrDefault(m => m.Name == context.RequiredItem) is not { } member)
        {
            return;
        }

        var others = members.Where(m => m.Name != member.Name && plan.Awaits(m.Name)).Select(m => m.Id).ToList();
        await MemberWaits.ReadyAsync(context, others, null, caughtUp: true, cancel).ConfigureAwait(false);
        context.Report($"moving {member.Name}");
        await context.Ports.Platform.MoveMemberAsync(member, plan.Node, context.OperationId, cancel).ConfigureAwait(false);
        if (plan.Awaits(member.Name))
        {
            await MemberWaits.ReadyElsewhereAsync(context, member.Id, plan.Node, cancel).ConfigureAwait(false);
        }

        await MemberWaits.ReadyAnewAsync(context, others, cancel).ConfigureAwait(false);
    }

    private static async Task DrainNode(SuspendNodePlan plan, StepContext context, CancellationToken cancel)
    {
        await context.Ports.Drainer.DrainAsync(plan.Node, DrainReason.Suspended, cancel).ConfigureAwait(false);
        if (!plan.IsUp)
        {
            return;
        }

        foreach (var service in plan.Stranded.GroupBy(m => m.Service))
        {
            var members = await MembersAsync(context, service.Key, cancel).ConfigureAwait(false);
            var stranded = members.IntersectBy(service.Select(m => m.Name), m => m.Name).Select(m => m.Id).ToList();
            await MemberWaits.GoneFromAsync(context, stranded, plan.Node, cancel).ConfigureAwait(false);
        }
    }

    private static Task LetBack(SuspendNodePlan plan, StepContext context, CancellationToken cancel)
        => plan.WasSuspended ? Task.CompletedTask : context.Ports.Drainer.LetBackAsync(plan.Node, DrainReason.Suspended, cancel);

    /// <summary>The service's members; none when it was stopped or removed since this was planned.</summary>
    private static async Task<IReadOnlyList<MemberSpec>> MembersAsync(StepContext context, string service, CancellationToken cancel)
    {
        var store = context.Ports.Store;
        var spec = await store.FindAsync(Keys.Service(service), ModelJson.Default.ServiceSpec, cancel).ConfigureAwait(false);
        return spec?.Value.Intent == ServiceIntent.Running ? await MemberRecords.ListAsync(store, service, cancel).ConfigureAwait(false) : [];
    }
}
