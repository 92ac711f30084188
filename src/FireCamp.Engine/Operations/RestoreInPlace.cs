using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Gives a service a backup's data in place of its own.</summary>
/// <remarks>
/// Running or stopped → down → Running. What its volumes held is kept as snapshots until all members are ready; until then an unwind brings
/// the service back as it was.
/// </remarks>
internal sealed class RestoreInPlace : IOperation<RestoreInPlacePlan>
{
    public string Name => RestoreInPlacePlan.Name;

    public bool UnwindsOnFailure => true;

    public IReadOnlyList<Step<RestoreInPlacePlan>> Steps { get; } =
    [
        new("require-service", RequireService),
        new("stop-member", StopMember, RestoreMember) { Each = Members, Deadline = TimeSpan.FromMinutes(5) },
        new("keep-volumes", KeepVolumes, ForgetKept) { Each = Members, Deadline = TimeSpan.FromHours(6) },
        new("replace-volumes", ReplaceVolumes, BringBackVolumes) { Each = Members, Deadline = TimeSpan.FromDays(2) },
        new("start-member", StartMember, RemoveMember) { Each = Members },
        new("take-passwords", TakePasswords) { Each = p => FilledService.Rotating(p.Members, p.Fills), Deadline = TimeSpan.FromHours(6) },
        new("initialize", Initialize) { Each = p => p.InitializeOn, Deadline = TimeSpan.FromMinutes(5) },
        new("await-members", AwaitMembers) { Each = Members, Deadline = TimeSpan.FromHours(6) },
        new("mean-running", MeanRunning, MeanBefore),
        new("delete-kept", ForgetKept) { Each = Members, IsFinal = true },
    ];

    private static IReadOnlyList<string> Members(RestoreInPlacePlan plan) => [.. plan.Members.Select(m => m.Name)];

    private static Task RequireService(RestoreInPlacePlan plan, StepContext context, CancellationToken cancel)
        => ServiceRecords.RequireSameAsync(context.Ports.Store, plan.Service, cancel);

    private static async Task StopMember(RestoreInPlacePlan plan, StepContext context, CancellationToken cancel)
    {
        await MemberWaits.NameAsync(context, plan.Member(context.RequiredItem).Id, "is not gone yet", cancel).ConfigureAwait(false);
        await context.Ports.Platform.RemoveMemberAsync(plan.Service.Name, context.RequiredItem, cancel).ConfigureAwait(false);
    }

    private static async Task RestoreMember(RestoreInPlacePlan plan, StepContext context, CancellationToken cancel)
    {
        await context.Ports.Platform.EnsureMemberAsync(plan.Member(context.RequiredItem), context.OperationId, cancel).ConfigureAwait(false);
        if (plan.Service.Intent != ServiceIntent.Running)
        {
            await context.Ports.Platform.StopMemberAsync(plan.Service.Name, context.RequiredItem, cancel).ConfigureAwait(false);
        }
    }

    private static async Task KeepVolumes(RestoreInPlacePlan plan, StepContext context, CancellationToken cancel)
    {
        foreach (var volume in plan.Member(context.RequiredItem).Volumes)
        {
            context.Report($"keeping {volume.Name} as {plan.KeptOf(volume)}");
            await context.Ports.Volumes.SnapshotAsync(volume.Name, plan.KeptOf(volume), cancel).ConfigureAwait(false);
        }
    }

    private static Task ForgetKept(RestoreInPlacePlan plan, StepContext context, CancellationToken cancel)
        => MemberSnapshots.DeleteAsync(context, plan.Member(context.RequiredItem), plan.KeptOf, cancel);

    private static async Task ReplaceVolumes(RestoreInPlacePlan plan, StepContext context, CancellationToken cancel)
    {
        foreach (var volume in plan.Member(context.RequiredItem).Volumes)
        {
            await context.Ports.Volumes.DeleteAsync(volume.Name, cancel).ConfigureAwait(false);
            if (plan.Fills.FirstOrDefault(f => f.Volume.Name == volume.Name) is { } fill)
            {
                context.Report(FilledService.Filling(fill));
                await context.Ports.Backups.EnsureVolumeAsync(plan.Place, fill.From, volume, fill.Log, cancel).ConfigureAwait(false);
            }
            else
            {
                await context.Ports.Volumes.EnsureAsync(volume, cancel).ConfigureAwait(false);
            }
        }
    }

    private static async Task BringBackVolumes(RestoreInPlacePlan plan, StepContext context, CancellationToken cancel)
    {
        foreach (var volume in plan.Member(context.RequiredItem).Volumes)
        {
            await context.Ports.Volumes.DeleteAsync(volume.Name, cancel).ConfigureAwait(false);
            await context.Ports.Volumes.EnsureFromSnapshotAsync(volume, plan.KeptOf(volume), isLast: false, cancel).ConfigureAwait(false);
        }
    }

    private static Task StartMember(RestoreInPlacePlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Platform.EnsureMemberAsync(plan.Member(context.RequiredItem), context.OperationId, cancel);

    private static Task RemoveMember(RestoreInPlacePlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Platform.RemoveMemberAsync(plan.Service.Name, context.RequiredItem, cancel);

    private static Task TakePasswords(RestoreInPlacePlan plan, StepContext context, CancellationToken cancel)
        => FilledService.TakePasswordsAsync(context, plan.Member(context.RequiredItem), cancel);

    private static async Task Initialize(RestoreInPlacePlan plan, StepContext context, CancellationToken cancel)
    {
        await MemberWaits.ReadyAsync(context, [.. plan.Members.Select(m => m.Id)], context.OperationId, caughtUp: false, cancel)
            .ConfigureAwait(false);
        await MemberActions.RunAsync(context, plan.Member(context.RequiredItem), CatalogNames.Initialize, cancel).ConfigureAwait(false);
    }

    private static Task AwaitMembers(RestoreInPlacePlan plan, StepContext context, CancellationToken cancel)
        => MemberWaits.ReadyAsync(context, [plan.Member(context.RequiredItem).Id], context.OperationId, caughtUp: true, cancel);

    private static Task MeanRunning(RestoreInPlacePlan plan, StepContext context, CancellationToken cancel)
        => ServiceRecords.SetIntentAsync(context.Ports.Store, plan.Service.Name, ServiceIntent.Running, cancel);

    private static Task MeanBefore(RestoreInPlacePlan plan, StepContext context, CancellationToken cancel)
        => ServiceRecords.SetIntentAsync(context.Ports.Store, plan.Service.Name, plan.Service.Intent, cancel);
}
