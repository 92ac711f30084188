using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Restarts members one at a time, each only while all others are ready, and stops at the first that doesn't come back.</summary>
/// <remarks>Running throughout. There is nothing to take back: a restarted member stays restarted.</remarks>
internal sealed class RestartService : IOperation<RestartServicePlan>
{
    public string Name => RestartServicePlan.Name;

    public bool UnwindsOnFailure => false;

    public IReadOnlyList<Step<RestartServicePlan>> Steps { get; } =
    [
        new("restart-member", RestartMember) { Each = p => p.Order, OneByOne = true, Deadline = TimeSpan.FromMinutes(5) },
    ];

    private static async Task RestartMember(RestartServicePlan plan, StepContext context, CancellationToken cancel)
    {
        var member = plan.Member(context.RequiredItem);
        var others = plan.Members.Where(m => m.Name != member.Name).Select(m => m.Id).ToList();
        await MemberWaits.ReadyAsync(context, others, null, caughtUp: true, cancel).ConfigureAwait(false);
        context.Report($"restarting {member.Name}");
        await context.Ports.Platform.EnsureMemberAsync(member, context.OperationId, cancel).ConfigureAwait(false);
        await MemberWaits.ReadyAsync(context, [member.Id], context.OperationId, caughtUp: true, cancel).ConfigureAwait(false);
        await MemberWaits.ReadyAnewAsync(context, others, cancel).ConfigureAwait(false);
    }
}
