using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>
/// Changes a service: records it, makes new passwords, grows volumes, then brings the change to one member after the other, replicas first.
/// </summary>
/// <remarks>
/// Running or stopped throughout. A change that a server refuses is found on the first member: that one gets back what it had, and no other was
/// touched. An unwind leaves nothing but volumes that have become larger. In an upgrade the primary's role goes to an upgraded member before the old
/// primary's turn comes; from that promotion on it can only go on.
/// </remarks>
internal sealed class UpdateService : IOperation<UpdateServicePlan>
{
    private static readonly HeldWrites Held = new();

    public string Name => UpdateServicePlan.Name;

    public bool UnwindsOnFailure => true;

    public IReadOnlyList<Step<UpdateServicePlan>> Steps { get; } =
    [
        new("record-service", RecordService, RestoreService),
        new("ensure-secrets", EnsureSecrets, DeleteSecrets),
        new("ensure-software", EnsureSoftware)
        {
            Each = p => p.NewSoftware.Count > 0 ? [p.After.Version] : [], Deadline = TimeSpan.FromMinutes(15),
        },
        new("grow-volume", GrowVolume) { Each = p => [.. p.Growing.Select(v => v.Name)] },
        new("change-member", ChangeMember, RestoreMember) { Each = Changed, OneByOne = true, Deadline = TimeSpan.FromMinutes(5) },
        new("settle-member", SettleMember) { Each = Settled, OneByOne = true, Deadline = TimeSpan.FromMinutes(5) },
        new("demote", Demote, GiveBack) { Each = From, Deadline = TimeSpan.FromMinutes(5) },
        new("receive", Receive) { Each = To },
        new("promote", Promote) { Each = To, IsFinal = true, Deadline = TimeSpan.FromMinutes(5) },
        new("follow", Follow) { Each = p => [.. p.Handover?.Upgraded.Select(c => c.Name) ?? []], Deadline = TimeSpan.FromMinutes(5) },
        new("upgrade-former", UpgradeFormer) { Each = From, Deadline = TimeSpan.FromMinutes(5) },
        new("forget-old", ForgetOld) { IsFinal = true },
    ];

    private static IReadOnlyList<string> From(UpdateServicePlan plan) => plan.Handover is { } handover ? [handover.From.Name] : [];

    private static IReadOnlyList<string> To(UpdateServicePlan plan) => plan.Handover is { } handover ? [handover.To] : [];

    private static IReadOnlyList<string> Changed(UpdateServicePlan plan) => [.. plan.Changes.Select(c => c.Name)];

    private static IReadOnlyList<string> Settled(UpdateServicePlan plan)
        => plan.IsRunning ? [.. plan.Changes.Where(c => c.Applies == ChangeApplies.Restart).Select(c => c.Name)] : [];

    private static Task RecordService(UpdateServicePlan plan, StepContext context, CancellationToken cancel)
        => ServiceRecords.ReviseAsync(context, plan.Before, plan.After, plan.Differences, plan.At, cancel);

    private static Task RestoreService(UpdateServicePlan plan, StepContext context, CancellationToken cancel)
        => ServiceRecords.TakeBackRevisionAsync(context, plan.Before, plan.After, cancel);

    private static async Task EnsureSecrets(UpdateServicePlan plan, StepContext context, CancellationToken cancel)
    {
        foreach (var credential in plan.NewSecrets)
        {
            await context.Ports.Secrets.EnsureAsync(credential.SecretId, context.Input(credential.Name), cancel).ConfigureAwait(false);
        }
    }

    private static Task DeleteSecrets(UpdateServicePlan plan, StepContext context, CancellationToken cancel)
        => DeleteAsync(plan.NewSecrets, context, cancel);

    private static Task GrowVolume(UpdateServicePlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Volumes.GrowAsync(plan.Growing.First(v => v.Name == context.RequiredItem), cancel);

    private static Task ChangeMember(UpdateServicePlan plan, StepContext context, CancellationToken cancel)
        => MemberChanging.ApplyAsync(context, plan.Change(context.RequiredItem), plan.Members, plan.IsRunning, cancel);

    private static Task RestoreMember(UpdateServicePlan plan, StepContext context, CancellationToken cancel)
        => MemberChanging.RevertAsync(context, plan.Change(context.RequiredItem), plan.IsRunning, cancel);

    private static Task SettleMember(UpdateServicePlan plan, StepContext context, CancellationToken cancel)
        => MemberChanging.SettleAsync(context, plan.Change(context.RequiredItem), plan.Members, cancel);

    private static async Task EnsureSoftware(UpdateServicePlan plan, StepContext context, CancellationToken cancel)
    {
        foreach (var software in plan.NewSoftware)
        {
            await context.Ports.Platform.EnsureSoftwareAsync(software, new StepReport(context), cancel).ConfigureAwait(false);
        }
    }

    private static async Task Demote(UpdateServicePlan plan, StepContext context, CancellationToken cancel)
    {
        await MemberWaits.ReadyAnewAsync(context, plan.Members, cancel).ConfigureAwait(false);
        await PrimaryHandover.DemoteAsync(context, plan.Handover!.From, cancel).ConfigureAwait(false);
        Held.Begin(context);
    }

    private static Task GiveBack(UpdateServicePlan plan, StepContext context, CancellationToken cancel)
        => PrimaryHandover.GiveBackAsync(context, plan.Handover!.From, cancel);

    private static Task Receive(UpdateServicePlan plan, StepContext context, CancellationToken cancel)
        => PrimaryHandover.ReceiveAsync(context, plan.Handover!.Primary.New, cancel);

    private static async Task Promote(UpdateServicePlan plan, StepContext context, CancellationToken cancel)
    {
        var (from, to) = (plan.Handover!.From.Name, plan.Handover.Primary);
        await PrimaryHandover.PromoteAsync(context, to, cancel).ConfigureAwait(false);
        await Held.TellAsync(context, plan.Subject, from, to.Name, cancel).ConfigureAwait(false);
    }

    private static Task Follow(UpdateServicePlan plan, StepContext context, CancellationToken cancel)
        => PrimaryHandover.FollowAsync(context, plan.Handover!.Change(context.RequiredItem), isAwaited: true, cancel);

    private static Task UpgradeFormer(UpdateServicePlan plan, StepContext context, CancellationToken cancel)
        => MemberChanging.ApplyAsync(context, plan.Handover!.Last, plan.Members, isRunning: true, cancel);

    private static async Task ForgetOld(UpdateServicePlan plan, StepContext context, CancellationToken cancel)
    {
        IReadOnlyList<MemberChange> moved = plan.Handover is { } handover ? [.. handover.Upgraded, handover.From, handover.Last] : [];
        foreach (var change in plan.Changes.Concat(moved))
        {
            await MemberChanging.ForgetOldAsync(context, change, cancel).ConfigureAwait(false);
        }

        if (plan.Handover is not null)
        {
            await PrimaryHandover.ForgetAsync(context, plan.Handover.From.New, cancel).ConfigureAwait(false);
        }

        await DeleteAsync(plan.OldSecrets, context, cancel).ConfigureAwait(false);
    }

    private static async Task DeleteAsync(IEnumerable<ServiceCredential> credentials, StepContext context, CancellationToken cancel)
    {
        foreach (var credential in credentials)
        {
            await context.Ports.Secrets.DeleteAsync(credential.SecretId, cancel).ConfigureAwait(false);
        }
    }
}
