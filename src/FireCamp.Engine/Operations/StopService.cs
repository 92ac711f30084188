using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Stops a service's members: the primaries first, so that their replicas still get all they have.</summary>
/// <remarks>Running → Stopped. An unwind starts them again.</remarks>
internal sealed class StopService : IOperation<StopServicePlan>
{
    public string Name => StopServicePlan.Name;

    public bool UnwindsOnFailure => false;

    public IReadOnlyList<Step<StopServicePlan>> Steps { get; } =
    [
        new("mean-stopped", MeanStopped, MeanRunning),
        new("stop-primary", StopMember, StartMember) { Each = p => p.Primaries, Deadline = TimeSpan.FromMinutes(5) },
        new("stop-replica", StopMember, StartMember) { Each = p => p.Others, Deadline = TimeSpan.FromMinutes(5) },
    ];

    private static Task MeanStopped(StopServicePlan plan, StepContext context, CancellationToken cancel)
        => ServiceRecords.SetIntentAsync(context.Ports.Store, plan.Service, ServiceIntent.Stopped, cancel);

    private static Task MeanRunning(StopServicePlan plan, StepContext context, CancellationToken cancel)
        => plan.WasStopped ? Task.CompletedTask : ServiceRecords.SetIntentAsync(context.Ports.Store, plan.Service, ServiceIntent.Running, cancel);

    private static async Task StopMember(StopServicePlan plan, StepContext context, CancellationToken cancel)
    {
        var member = plan.Member(context.RequiredItem);
        await context.Ports.Platform.StopMemberAsync(plan.Service, member.Name, cancel).ConfigureAwait(false);
        await MemberWaits.StoppedAsync(context, [member.Id], cancel).ConfigureAwait(false);
    }

    private static Task StartMember(StopServicePlan plan, StepContext context, CancellationToken cancel)
        => plan.WasStopped
            ? Task.CompletedTask
            : context.Ports.Platform.EnsureMemberAsync(plan.Member(context.RequiredItem), context.OperationId, cancel);
}
