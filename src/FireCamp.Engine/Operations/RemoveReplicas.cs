using FireCamp.Engine.Catalog;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Removes replicas from a service that runs: they leave, the others are told, then they go, with their volumes when asked.</summary>
/// <remarks>
/// Running throughout. Until the others have forgotten them an unwind brings them back as they were; from then on it can only go on. Where the
/// primary goes, its role goes first, as in a switchover; from that promotion on it can only go on.
/// </remarks>
internal sealed class RemoveReplicas : IOperation<RemoveReplicasPlan>
{
    private static readonly TimeSpan ForOne = TimeSpan.FromMinutes(5);

    private static readonly SwitchingWithin Switching = new();

    public string Name => RemoveReplicasPlan.Name;

    public bool UnwindsOnFailure => true;

    public IReadOnlyList<Step<RemoveReplicasPlan>> Steps { get; } =
    [
        new("record-service", RecordService, RestoreService),
        new("demote", Demote, GiveBack) { Each = From, OneByOne = true, Deadline = ForOne },
        new("receive", Receive) { Each = To },
        new("promote", Promote) { Each = To, IsFinal = true, Deadline = ForOne },
        new("follow", Follow) { Each = p => [.. p.Switch?.All.Select(c => c.Name) ?? []], Deadline = ForOne },
        new("leave-member", LeaveMember, JoinMember) { Each = Leaving, OneByOne = true },
        new("change-member", ChangeMember, RestoreMember) { Each = Changed, OneByOne = true, Deadline = ForOne },
        new("remove-member", RemoveMember, BringBackMember) { Each = Leaving, OneByOne = true, Deadline = ForOne },
        new("delete-names", DeleteNames, EnsureNames),
        new("forget-peer", ForgetPeer) { Each = Leaving, OneByOne = true, IsFinal = true },
        new("delete-volume", DeleteVolume) { Each = DeletedVolumes, IsFinal = true },
        new("forget-member", ForgetMember) { Each = Leaving, IsFinal = true },
        new("return-addresses", ReturnAddresses) { IsFinal = true },
        new("forget-old", ForgetOld) { IsFinal = true },
    ];

    private static IReadOnlyList<string> From(RemoveReplicasPlan plan) => plan.Switch is { } within ? [within.From.Name] : [];

    private static IReadOnlyList<string> To(RemoveReplicasPlan plan) => plan.Switch is { } within ? [within.To] : [];

    private static IReadOnlyList<string> Leaving(RemoveReplicasPlan plan) => [.. plan.Leaving.Select(m => m.Name)];

    private static IReadOnlyList<string> Changed(RemoveReplicasPlan plan) => [.. plan.Changes.Select(c => c.Name)];

    private static IReadOnlyList<string> DeletedVolumes(RemoveReplicasPlan plan)
        => [.. plan.Volumes.Where(v => !v.Kept).Select(v => v.Volume.Name)];

    private static Task RecordService(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
        => ServiceRecords.ReviseAsync(context, plan.Before, plan.After, plan.Differences, plan.At, cancel);

    private static Task RestoreService(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
        => ServiceRecords.TakeBackRevisionAsync(context, plan.Before, plan.After, cancel);

    private static async Task Demote(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
    {
        await MemberWaits.ReadyAnewAsync(context, [.. plan.Members, plan.Switch!.From.New.Id], cancel).ConfigureAwait(false);
        await Switching.DemoteAsync(plan.Switch, context, cancel).ConfigureAwait(false);
    }

    private static Task GiveBack(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
        => SwitchingWithin.GiveBackAsync(plan.Switch!, context, cancel);

    private static Task Receive(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
        => SwitchingWithin.ReceiveAsync(plan.Switch!, context, cancel);

    private static Task Promote(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
        => Switching.PromoteAsync(plan.Switch!, plan.Subject, context, cancel);

    /// <summary>Nothing waits for those that go.</summary>
    private static Task Follow(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
        => SwitchingWithin.FollowAsync(plan.Switch!, context.RequiredItem, plan.Members.Any(m => m.Name == context.RequiredItem), context, cancel);

    /// <summary>Members that vote leave one at a time, while all that stay are ready.</summary>
    private static async Task LeaveMember(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
    {
        await MemberWaits.ReadyAsync(context, plan.Members, null, caughtUp: true, cancel).ConfigureAwait(false);
        var on = plan.Members.First(m => m.Name == plan.LeaveOn);
        await PeerActions.RunAsync(context, CatalogNames.Leave, plan.Member(context.RequiredItem), [on], cancel).ConfigureAwait(false);
    }

    private static Task JoinMember(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
    {
        var member = plan.Member(context.RequiredItem);
        return member.Workload.Actions.ContainsKey(CatalogNames.Leave) && member.Workload.Actions.ContainsKey(CatalogNames.Join)
            ? JoinAgainAsync(context, member, cancel)
            : Task.CompletedTask;
    }

    private static async Task JoinAgainAsync(StepContext context, MemberSpec member, CancellationToken cancel)
    {
        await MemberWaits.ReadyAsync(context, [member.Id], null, caughtUp: false, cancel).ConfigureAwait(false);
        await PeerActions.RunAsync(context, CatalogNames.Join, member, cancel).ConfigureAwait(false);
    }

    private static Task ChangeMember(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
        => MemberChanging.ApplyAsync(context, plan.Change(context.RequiredItem), plan.Members, isRunning: true, cancel);

    private static Task RestoreMember(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
        => MemberChanging.RevertAsync(context, plan.Change(context.RequiredItem), isRunning: true, cancel);

    private static async Task RemoveMember(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
    {
        await MemberWaits.NameAsync(context, plan.Member(context.RequiredItem).Id, "is not gone yet", cancel).ConfigureAwait(false);
        await context.Ports.Platform.RemoveMemberAsync(plan.Before.Name, context.RequiredItem, cancel).ConfigureAwait(false);
    }

    private static Task BringBackMember(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Platform.EnsureMemberAsync(plan.Member(context.RequiredItem), context.OperationId, cancel);

    private static Task DeleteNames(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Dns.DeleteAsync([.. plan.Leaving.Select(m => m.Host)], cancel);

    private static Task EnsureNames(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Dns.EnsureAsync(MemberNames.Of(plan.Leaving), cancel);

    private static Task ForgetPeer(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
        => PeerActions.RunAsync(context, CatalogNames.Forget, plan.Member(context.RequiredItem), plan.Members, cancel);

    private static Task DeleteVolume(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Volumes.DeleteAsync(context.RequiredItem, cancel);

    private static Task ForgetMember(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
        => MemberRecords.ForgetAsync(context.Ports.Store, plan.Before.Name, context.RequiredItem, cancel);

    private static Task ReturnAddresses(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
        => MemberAddresses.ReturnAsync(context.Ports.Store, plan.Before.Name, plan.Leaving, cancel);

    private static async Task ForgetOld(RemoveReplicasPlan plan, StepContext context, CancellationToken cancel)
    {
        foreach (var change in plan.Changes)
        {
            await MemberChanging.ForgetOldAsync(context, change, cancel).ConfigureAwait(false);
        }

        if (plan.Switch is { } within)
        {
            await SwitchingWithin.ForgetOldAsync(within, context, cancel).ConfigureAwait(false);
        }
    }
}
