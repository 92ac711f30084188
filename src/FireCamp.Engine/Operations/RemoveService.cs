using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Removes a service: its members, its names, then its volumes and secrets unless they are kept, then its records.</summary>
/// <remarks>
/// Any → Removing → absent. Until volumes are deleted an unwind brings the service back as it was; from then on it can only go on.
/// </remarks>
internal sealed class RemoveService : IOperation<RemoveServicePlan>
{
    public string Name => RemoveServicePlan.Name;

    public bool UnwindsOnFailure => false;

    public IReadOnlyList<Step<RemoveServicePlan>> Steps { get; } =
    [
        new("mean-removing", MeanRemoving, MeanBefore),
        new("remove-member", RemoveMember, RestoreMember) { Each = Members, Deadline = TimeSpan.FromMinutes(5) },
        new("delete-names", DeleteNames, EnsureNames),
        new("keep-volumes", KeepVolumes, ForgetKept),
        new("delete-volume", DeleteVolume) { Each = DeletedVolumes, IsFinal = true },
        new("delete-secrets", DeleteSecrets) { IsFinal = true },
        new("forget-member", ForgetMember) { Each = Members, IsFinal = true },
        new("return-addresses", ReturnAddresses) { IsFinal = true },
        new("forget-service", ForgetService) { IsFinal = true },
    ];

    private static IReadOnlyList<string> Members(RemoveServicePlan plan) => [.. plan.Members.Select(m => m.Name)];

    private static IReadOnlyList<string> DeletedVolumes(RemoveServicePlan plan)
        => [.. plan.Volumes.Where(v => !v.Kept).Select(v => v.Volume.Name)];

    private static Task ReturnAddresses(RemoveServicePlan plan, StepContext context, CancellationToken cancel)
        => MemberAddresses.ReturnAsync(context.Ports.Store, plan.Service.Name, plan.Members, cancel);

    private static Task MeanRemoving(RemoveServicePlan plan, StepContext context, CancellationToken cancel)
        => ServiceRecords.SetIntentAsync(context.Ports.Store, plan.Service.Name, ServiceIntent.Removing, cancel);

    private static Task MeanBefore(RemoveServicePlan plan, StepContext context, CancellationToken cancel)
        => ServiceRecords.SetIntentAsync(context.Ports.Store, plan.Service.Name, plan.Service.Intent, cancel);

    private static async Task RemoveMember(RemoveServicePlan plan, StepContext context, CancellationToken cancel)
    {
        await MemberWaits.NameAsync(context, plan.Member(context.RequiredItem).Id, "is not gone yet", cancel).ConfigureAwait(false);
        await context.Ports.Platform.RemoveMemberAsync(plan.Service.Name, context.RequiredItem, cancel).ConfigureAwait(false);
    }

    private static async Task RestoreMember(RemoveServicePlan plan, StepContext context, CancellationToken cancel)
    {
        await context.Ports.Platform.EnsureMemberAsync(plan.Member(context.RequiredItem), context.OperationId, cancel).ConfigureAwait(false);
        if (plan.Service.Intent != ServiceIntent.Running)
        {
            await context.Ports.Platform.StopMemberAsync(plan.Service.Name, context.RequiredItem, cancel).ConfigureAwait(false);
        }
    }

    private static Task DeleteNames(RemoveServicePlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Dns.DeleteAsync([.. plan.Members.Select(m => m.Host)], cancel);

    private static Task EnsureNames(RemoveServicePlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Dns.EnsureAsync(MemberNames.Of(plan.Members), cancel);

    private static Task KeepVolumes(RemoveServicePlan plan, StepContext context, CancellationToken cancel)
    {
        var kept = new KeptService(plan.Service, [.. plan.Volumes.Where(v => v.Kept).Select(v => v.Volume)], plan.At);
        return kept.Volumes.Count == 0
            ? Task.CompletedTask
            : context.Ports.Store.UpdateAsync(
                PlanningKeys.Kept(plan.Service.Name), existing => existing ?? kept, PlanningJson.Default.KeptService, cancel);
    }

    /// <summary>What was kept before this operation stays noted: a service with members has nothing kept.</summary>
    private static Task ForgetKept(RemoveServicePlan plan, StepContext context, CancellationToken cancel)
        => plan.Members.Count == 0
            ? Task.CompletedTask
            : context.Ports.Store.ForgetAsync(PlanningKeys.Kept(plan.Service.Name), cancel);

    private static Task DeleteVolume(RemoveServicePlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Volumes.DeleteAsync(context.RequiredItem, cancel);

    private static async Task DeleteSecrets(RemoveServicePlan plan, StepContext context, CancellationToken cancel)
    {
        if (plan.RemoveVolumes)
        {
            await context.Ports.Secrets.DeleteAsync(ServiceCredential.Prefix(plan.Service.Name), cancel).ConfigureAwait(false);
            await context.Ports.Store.ForgetAsync(PlanningKeys.Kept(plan.Service.Name), cancel).ConfigureAwait(false);
        }
    }

    private static Task ForgetMember(RemoveServicePlan plan, StepContext context, CancellationToken cancel)
        => MemberRecords.ForgetAsync(context.Ports.Store, plan.Service.Name, context.RequiredItem, cancel);

    private static Task ForgetService(RemoveServicePlan plan, StepContext context, CancellationToken cancel)
        => ServiceRecords.ForgetAsync(context.Ports.Store, plan.Service.Name, cancel);
}
