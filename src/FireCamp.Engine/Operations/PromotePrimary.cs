using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine.Operations;

/// <summary>
/// Makes a replica the primary in place of one that is gone for good: fences that one, sees that no other has more, promotes, and lets the others
/// follow.
/// </summary>
/// <remarks>
/// Without a primary throughout, until promote. Until then an unwind makes the old one the primary again; from there on it can only go on. What only
/// the old primary had is lost.
/// </remarks>
internal sealed class PromotePrimary : IOperation<PromotePrimaryPlan>
{
    private static readonly TimeSpan ForOne = TimeSpan.FromMinutes(5);

    public string Name => PromotePrimaryPlan.Name;

    public bool UnwindsOnFailure => true;

    public IReadOnlyList<Step<PromotePrimaryPlan>> Steps { get; } =
    [
        new("check-members", CheckMembers),
        new("fence", Fence, Lift) { Each = p => [p.From.Name], OneByOne = true, Deadline = ForOne },
        new("compare", Compare, Forget) { Each = p => [p.To.Name] },
        new("promote", Promote) { Each = p => [p.To.Name], IsFinal = true, Deadline = ForOne },
        new("follow", Follow) { Each = p => [.. p.Others, .. p.Silent], Deadline = ForOne },
        new("bring-back", BringBack) { Each = p => [p.From.Name] },
        new("await-members", AwaitMembers) { Deadline = ForOne },
        new("forget-old", ForgetOld) { IsFinal = true },
    ];

    private static async Task CheckMembers(PromotePrimaryPlan plan, StepContext context, CancellationToken cancel)
    {
        await ServiceRecords.RequireSameAsync(context.Ports.Store, plan.Service, cancel).ConfigureAwait(false);
        if (await PrimaryFence.IsUpAsync(context, plan.From.Id, cancel).ConfigureAwait(false))
        {
            throw new FireCampException(
                "PrimaryIsUp", $"{plan.From.Name}, the primary of service '{plan.Service.Name}', is up again.",
                $"Nothing needs to be promoted. Switch-FireCampPrimary {plan.Service.Name} switches over.") { Target = plan.Service.Name };
        }
    }

    private static Task Fence(PromotePrimaryPlan plan, StepContext context, CancellationToken cancel)
        => PrimaryFence.CloseAsync(context, plan.Change(context.RequiredItem), cancel);

    private static Task Lift(PromotePrimaryPlan plan, StepContext context, CancellationToken cancel)
        => PrimaryFence.LiftAsync(context, plan.Change(context.RequiredItem), cancel);

    /// <summary>Asked again now that nobody writes any more: before, the one that had the most may have been another.</summary>
    private static async Task Compare(PromotePrimaryPlan plan, StepContext context, CancellationToken cancel)
    {
        var positions = await MemberWaits.UntilDoneAsync(context, plan.To.Id, AskAsync, cancel).ConfigureAwait(false);
        var missing = PromotionChoice.Missing(plan.To.Name, [.. positions, PromotePrimaryPlanner.Last(plan.From.Name, plan.Known)]);
        var note = new Handover(context.OperationId, PromotePlanText.Missing(plan.From.Name, missing));
        await context.Ports.Store.UpdateAsync(KeyOf(plan), _ => note, OperationsJson.Default.Handover, cancel).ConfigureAwait(false);

        async Task<IReadOnlyList<MemberPosition>> AskAsync()
        {
            IReadOnlyList<MemberSpec> asked =
                [plan.To, .. plan.Changes.Where(c => plan.Others.Contains(c.Name)).Select(c => c.New with { Role = MemberRole.Replica })];
            var answers = await MemberPositions.AskAsync(context.Ports.Executor, asked, cancel).ConfigureAwait(false);
            return answers.FirstOrDefault(a => !a.Answered) is { } silent
                ? throw new MemberAwayException(silent.Member, $"it doesn't say how much it has: {silent.Why}")
                : asked.FirstOrDefault(m => PromotionChoice.IsLess(plan.To, m, answers)) is { } more
                    ? throw new FireCampException(
                        "PromotionOutdated", $"{more.Name} has more than {plan.To.Name} by now.", "Run the command again: it plans anew.")
                    : answers;
        }
    }

    private static Task Forget(PromotePrimaryPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Store.ForgetAsync(KeyOf(plan), cancel);

    private static async Task Promote(PromotePrimaryPlan plan, StepContext context, CancellationToken cancel)
    {
        await PrimaryHandover.PromoteAsync(context, plan.Change(context.RequiredItem), cancel).ConfigureAwait(false);
        var missing = await context.Ports.Store.FindAsync(KeyOf(plan), OperationsJson.Default.Handover, cancel).ConfigureAwait(false);
        var message = $"{plan.To.Name} was promoted and is the primary in place of {plan.From.Name}, which was {plan.FromIs}; {missing?.Value.Text}.";
        context.Report(message);
        await new EventLog(context.Ports.Store).AppendAsync(
            new EventRecord(context.Ports.Time.GetUtcNow(), context.Actor, plan.Subject, "PrimaryPromoted", message), cancel).ConfigureAwait(false);
    }

    private static async Task Follow(PromotePrimaryPlan plan, StepContext context, CancellationToken cancel)
    {
        var change = plan.Changes.FirstOrDefault(c => c.Name == context.RequiredItem);
        if (change is null)
        {
            return;
        }

        var answers = plan.Others.Contains(change.Name);
        await PrimaryHandover.FollowAsync(context, change, isAwaited: answers, cancel).ConfigureAwait(false);
        if (!answers)
        {
            // Whatever it is at: it may have more than the new primary, which only its start can mend.
            await context.Ports.Platform.EnsureMemberAsync(change.New, context.OperationId, cancel).ConfigureAwait(false);
        }
    }

    private static Task BringBack(PromotePrimaryPlan plan, StepContext context, CancellationToken cancel)
        => PrimaryFence.BringBackAsync(context, plan.Change(context.RequiredItem), cancel);

    private static Task AwaitMembers(PromotePrimaryPlan plan, StepContext context, CancellationToken cancel)
        => MemberWaits.ReadyAnewAsync(
            context, [plan.To.Id, .. plan.Changes.Where(c => plan.Others.Contains(c.Name)).Select(c => c.New.Id)], cancel);

    private static async Task ForgetOld(PromotePrimaryPlan plan, StepContext context, CancellationToken cancel)
    {
        // The new primary's server reads its files, which it did without until now.
        await PrimaryHandover.FollowAsync(context, plan.Change(plan.To.Name), isAwaited: true, cancel).ConfigureAwait(false);
        foreach (var change in plan.Changes)
        {
            await MemberChanging.ForgetOldAsync(context, change, cancel).ConfigureAwait(false);
        }

        await Forget(plan, context, cancel).ConfigureAwait(false);
    }

    private static string KeyOf(PromotePrimaryPlan plan) => Keys.Handover(plan.Service.Name, plan.Shard);
}
