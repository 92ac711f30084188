using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Starts a stopped service's members and waits until they are ready.</summary>
/// <remarks>Stopped → Running. An unwind stops it again.</remarks>
internal sealed class StartService : IOperation<StartServicePlan>
{
    public string Name => StartServicePlan.Name;

    public bool UnwindsOnFailure => false;

    public IReadOnlyList<Step<StartServicePlan>> Steps { get; } =
    [
        new("mean-running", MeanRunning, MeanStopped),
        new("ensure-names", EnsureNames),
        new("start-member", StartMember, StopMember) { Each = Members },
        new("await-members", AwaitMember) { Each = Members },
    ];

    private static IReadOnlyList<string> Members(StartServicePlan plan) => [.. plan.Members.Select(m => m.Name)];

    private static Task MeanRunning(StartServicePlan plan, StepContext context, CancellationToken cancel)
        => ServiceRecords.SetIntentAsync(context.Ports.Store, plan.Service, ServiceIntent.Running, cancel);

    private static Task MeanStopped(StartServicePlan plan, StepContext context, CancellationToken cancel)
        => plan.WasRunning ? Task.CompletedTask : ServiceRecords.SetIntentAsync(context.Ports.Store, plan.Service, ServiceIntent.Stopped, cancel);

    private static Task EnsureNames(StartServicePlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Dns.EnsureAsync(MemberNames.Of(plan.Members), cancel);

    /// <summary>A service that runs already is left alone: its members keep the run token that they have.</summary>
    private static Task StartMember(StartServicePlan plan, StepContext context, CancellationToken cancel)
        => plan.WasRunning
            ? Task.CompletedTask
            : context.Ports.Platform.EnsureMemberAsync(plan.Member(context.RequiredItem), context.OperationId, cancel);

    private static async Task StopMember(StartServicePlan plan, StepContext context, CancellationToken cancel)
    {
        if (!plan.WasRunning)
        {
            var member = plan.Member(context.RequiredItem);
            await context.Ports.Platform.StopMemberAsync(plan.Service, member.Name, cancel).ConfigureAwait(false);
            await MemberWaits.StoppedAsync(context, [member.Id], cancel).ConfigureAwait(false);
        }
    }

    private static Task AwaitMember(StartServicePlan plan, StepContext context, CancellationToken cancel)
        => MemberWaits.ReadyAsync(context, [plan.Member(context.RequiredItem).Id], null, caughtUp: true, cancel);
}
