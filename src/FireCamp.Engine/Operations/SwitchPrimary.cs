using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine.Operations;

/// <summary>
/// Hands the role of primary over: demotes the primary, proves that its successor has all that it wrote, promotes that one, and lets the others
/// follow. Kinds that see to their primary themselves are asked to, or their leader restarts.
/// </summary>
/// <remarks>
/// Running throughout; nobody takes writes between demote and promote. Until promote an unwind gives the old primary its role back; from there on
/// it can only go on. A successor that doesn't get everything makes it unwind by itself.
/// </remarks>
internal sealed class SwitchPrimary : IOperation<SwitchPrimaryPlan>
{
    private static readonly TimeSpan ForOne = TimeSpan.FromMinutes(5);

    private static readonly HeldWrites Held = new();

    public string Name => SwitchPrimaryPlan.Name;

    public bool UnwindsOnFailure => true;

    public IReadOnlyList<Step<SwitchPrimaryPlan>> Steps { get; } =
    [
        new("check-members", CheckMembers),
        new("demote", Demote, GiveBack) { Each = p => Managed(p, p.From.Name), OneByOne = true, Deadline = ForOne },
        new("receive", Receive) { Each = p => Managed(p, p.To?.Name) },
        new("promote", Promote) { Each = p => Managed(p, p.To?.Name), IsFinal = true, Deadline = ForOne },
        new("follow", Follow) { Each = p => p.Followers, Deadline = ForOne },
        new("hand-over", HandOver) { Each = p => p.Means == SwitchMeans.Command ? [p.To!.Name] : [], IsFinal = true, Deadline = ForOne },
        new("restart-leader", RestartLeader) { Each = p => p.Means == SwitchMeans.Election ? [p.From.Name] : [], Deadline = ForOne },
        new("await-members", AwaitMembers) { Deadline = ForOne },
        new("forget-old", ForgetOld) { IsFinal = true },
    ];

    private static IReadOnlyList<string> Managed(SwitchPrimaryPlan plan, string? member)
        => plan.Means == SwitchMeans.Managed && member is not null ? [member] : [];

    private static async Task CheckMembers(SwitchPrimaryPlan plan, StepContext context, CancellationToken cancel)
    {
        await ServiceRecords.RequireSameAsync(context.Ports.Store, plan.Service, cancel).ConfigureAwait(false);
        await MemberWaits.ReadyAnewAsync(context, plan.Awaited, cancel).ConfigureAwait(false);
    }

    private static async Task Demote(SwitchPrimaryPlan plan, StepContext context, CancellationToken cancel)
    {
        await PrimaryHandover.DemoteAsync(context, plan.Change(context.RequiredItem), cancel).ConfigureAwait(false);
        Held.Begin(context);
    }

    private static Task GiveBack(SwitchPrimaryPlan plan, StepContext context, CancellationToken cancel)
        => PrimaryHandover.GiveBackAsync(context, plan.Change(context.RequiredItem), cancel);

    private static Task Receive(SwitchPrimaryPlan plan, StepContext context, CancellationToken cancel)
        => PrimaryHandover.ReceiveAsync(context, plan.To!, cancel);

    private static async Task Promote(SwitchPrimaryPlan plan, StepContext context, CancellationToken cancel)
    {
        await PrimaryHandover.PromoteAsync(context, plan.Change(context.RequiredItem), cancel).ConfigureAwait(false);
        await Held.TellAsync(context, plan.Subject, plan.From.Name, plan.To!.Name, cancel).ConfigureAwait(false);
    }

    private static Task Follow(SwitchPrimaryPlan plan, StepContext context, CancellationToken cancel)
        => PrimaryHandover.FollowAsync(
            context, plan.Change(context.RequiredItem), isAwaited: !plan.Unready.Contains(context.RequiredItem), cancel);

    private static async Task HandOver(SwitchPrimaryPlan plan, StepContext context, CancellationToken cancel)
    {
        var to = plan.To!;
        await MemberWaits.ReadyAsync(context, [to.Id], null, caughtUp: true, cancel).ConfigureAwait(false);
        Held.Begin(context);
        await MemberWaits.UntilDoneAsync(context, to.Id, TakenOverAsync, cancel).ConfigureAwait(false);
        await Held.TellAsync(context, plan.Subject, plan.From.Name, to.Name, cancel).ConfigureAwait(false);

        async Task<bool> TakenOverAsync()
        {
            context.Report($"{to.Name} takes over");
            await MemberActions.RunAsync(context, to, CatalogNames.Switchover, cancel).ConfigureAwait(false);
            await context.Ports.Executor.LookAsync(to.Service, to.Name, cancel).ConfigureAwait(false);
            return await MemberWaits.ReportAsync(context, to.Id, cancel).ConfigureAwait(false) is { Role: MemberRole.Primary }
                ? true
                : throw new MemberAwayException(to.Name, "it is not primary yet");
        }
    }

    private static async Task RestartLeader(SwitchPrimaryPlan plan, StepContext context, CancellationToken cancel)
    {
        context.Report($"restarting {plan.From.Name}");
        await context.Ports.Platform.EnsureMemberAsync(plan.From, context.OperationId, cancel).ConfigureAwait(false);
        await MemberWaits.ReadyAsync(context, [plan.From.Id], context.OperationId, caughtUp: true, cancel).ConfigureAwait(false);
    }

    private static Task AwaitMembers(SwitchPrimaryPlan plan, StepContext context, CancellationToken cancel)
        => MemberWaits.ReadyAnewAsync(context, plan.Awaited, cancel);

    private static async Task ForgetOld(SwitchPrimaryPlan plan, StepContext context, CancellationToken cancel)
    {
        // The new primary's server reads its files, which it did without until now.
        foreach (var change in plan.Changes.Where(c => c.Name == plan.To?.Name))
        {
            await PrimaryHandover.FollowAsync(context, change, isAwaited: true, cancel).ConfigureAwait(false);
        }

        foreach (var change in plan.Changes)
        {
            await MemberChanging.ForgetOldAsync(context, change, cancel).ConfigureAwait(false);
        }

        await PrimaryHandover.ForgetAsync(context, plan.From, cancel).ConfigureAwait(false);
    }
}
