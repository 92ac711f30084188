using FireCamp.Engine.Catalog;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>
/// Adds replicas to a service that runs: their volumes from snapshots of a replica where there is one, then the members, then the others are told.
/// </summary>
/// <remarks>Running throughout. An unwind leaves nothing of the new members.</remarks>
internal sealed class AddReplicas : IOperation<AddReplicasPlan>
{
    private static readonly TimeSpan CopyTime = TimeSpan.FromHours(2);

    public string Name => AddReplicasPlan.Name;

    public bool UnwindsOnFailure => true;

    public IReadOnlyList<Step<AddReplicasPlan>> Steps { get; } =
    [
        new("record-service", RecordService, RestoreService),
        new("take-addresses", TakeAddresses, ReturnAddresses),
        new("ensure-software", EnsureSoftware) { Deadline = TimeSpan.FromMinutes(15) },
        new("expect-member", ExpectMember, ForgetPeer) { Each = New, OneByOne = true },
        new("snapshot-source", SnapshotSource, DeleteSnapshots) { Each = Sources, Deadline = CopyTime },
        new("ensure-volume", EnsureVolume, DeleteVolume) { Each = New, Deadline = CopyTime },
        new("delete-snapshot", DeleteSnapshots) { Each = Sources },
        new("ensure-names", EnsureNames, DeleteNames),
        new("record-member", RecordMember, ForgetMember) { Each = New },
        new("start-member", StartMember, RemoveMember) { Each = New },
        new("await-member", AwaitMember) { Each = New, Deadline = TimeSpan.FromMinutes(10) },
        new("join-member", JoinMember, LeaveMember) { Each = New, OneByOne = true, Deadline = TimeSpan.FromMinutes(30) },
        new("change-member", ChangeMember, RestoreMember) { Each = Changed, OneByOne = true, Deadline = TimeSpan.FromMinutes(5) },
        new("forget-old", ForgetOld) { IsFinal = true },
    ];

    private static IReadOnlyList<string> New(AddReplicasPlan plan) => [.. plan.New.Select(m => m.Name)];

    private static IReadOnlyList<string> Sources(AddReplicasPlan plan) => [.. plan.Sources.Select(s => s.Name)];

    private static IReadOnlyList<string> Changed(AddReplicasPlan plan) => [.. plan.Changes.Select(c => c.Name)];

    private static ReplicaSource Source(AddReplicasPlan plan, string name) => plan.Sources.First(s => s.Name == name);

    private static Task RecordService(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
        => ServiceRecords.ReviseAsync(context, plan.Before, plan.After, plan.Differences, plan.At, cancel);

    private static Task RestoreService(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
        => ServiceRecords.TakeBackRevisionAsync(context, plan.Before, plan.After, cancel);

    private static Task TakeAddresses(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
        => MemberAddresses.TakeAsync(context.Ports.Store, plan.Before.Name, plan.New, cancel);

    private static Task ReturnAddresses(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
        => MemberAddresses.ReturnAsync(context.Ports.Store, plan.Before.Name, plan.New, cancel);

    private static async Task EnsureSoftware(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
    {
        foreach (var software in plan.New.Select(m => m.Workload.Software).Take(1))
        {
            await context.Ports.Platform.EnsureSoftwareAsync(software, new StepReport(context), cancel).ConfigureAwait(false);
        }
    }

    private static Task ExpectMember(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
        => PeerActions.RunAsync(context, CatalogNames.Expect, plan.Member(context.RequiredItem), plan.Members, cancel);

    private static Task ForgetPeer(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
        => PeerActions.RunAsync(context, CatalogNames.Forget, plan.Member(context.RequiredItem), plan.Members, cancel);

    private static Task SnapshotSource(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
    {
        var source = Source(plan, context.RequiredItem);
        return SourceSnapshots.TakeAsync(context, source.Member, source.Snapshots, cancel);
    }

    private static Task DeleteSnapshots(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
        => SourceSnapshots.DeleteAsync(context, Source(plan, context.RequiredItem).Snapshots, cancel);

    /// <summary>The last of those that have the same source needs no copy of its own: the snapshot is gone before any of them starts.</summary>
    private static async Task EnsureVolume(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
    {
        var source = plan.SourceOf(context.RequiredItem);
        foreach (var volume in plan.Member(context.RequiredItem).Volumes)
        {
            context.Report($"volume {volume.Name}");
            await (source?.SnapshotFor(volume) is { } snapshot
                ? context.Ports.Volumes.EnsureFromSnapshotAsync(volume, snapshot, source.For[^1] == context.RequiredItem, cancel)
                : context.Ports.Volumes.EnsureAsync(volume, cancel)).ConfigureAwait(false);
        }
    }

    private static async Task DeleteVolume(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
    {
        foreach (var volume in plan.Member(context.RequiredItem).Volumes)
        {
            await context.Ports.Volumes.DeleteAsync(volume.Name, cancel).ConfigureAwait(false);
        }
    }

    private static Task EnsureNames(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Dns.EnsureAsync(MemberNames.Of(plan.New), cancel);

    private static Task DeleteNames(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Dns.DeleteAsync([.. plan.New.Select(m => m.Host)], cancel);

    private static Task RecordMember(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
        => MemberRecords.EnsureAsync(context.Ports.Store, plan.Member(context.RequiredItem), cancel);

    private static Task ForgetMember(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
        => MemberRecords.ForgetAsync(context.Ports.Store, plan.Before.Name, context.RequiredItem, cancel);

    private static Task StartMember(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Platform.EnsureMemberAsync(plan.Member(context.RequiredItem), context.OperationId, cancel);

    private static Task RemoveMember(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Platform.RemoveMemberAsync(plan.Before.Name, context.RequiredItem, cancel);

    private static Task AwaitMember(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
        => MemberWaits.ReadyAsync(context, [plan.Member(context.RequiredItem).Id], context.OperationId, caughtUp: true, cancel);

    private static async Task JoinMember(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
    {
        var member = plan.Member(context.RequiredItem);
        if (member.Workload.Actions.ContainsKey(CatalogNames.Join))
        {
            context.Report($"{member.Name} joins");
            await PeerActions.RunAsync(context, CatalogNames.Join, member, cancel).ConfigureAwait(false);
            await MemberWaits.ReadyAnewAsync(context, [member.Id, .. plan.Members], cancel).ConfigureAwait(false);
        }
    }

    private static Task LeaveMember(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
        => PeerActions.RunAsync(context, CatalogNames.Leave, plan.Member(context.RequiredItem), [.. plan.Members.Take(1)], cancel);

    private static Task ChangeMember(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
        => MemberChanging.ApplyAsync(
            context, plan.Change(context.RequiredItem), [.. plan.Members, .. plan.New.Select(m => m.Id)], isRunning: true, cancel);

    private static Task RestoreMember(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
        => MemberChanging.RevertAsync(context, plan.Change(context.RequiredItem), isRunning: true, cancel);

    private static async Task ForgetOld(AddReplicasPlan plan, StepContext context, CancellationToken cancel)
    {
        foreach (var change in plan.Changes)
        {
            await MemberChanging.ForgetOldAsync(context, change, cancel).ConfigureAwait(false);
        }
    }
}
