using FireCamp.Engine.Catalog;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Creates a service: records it, makes secrets, volumes and names, starts the members, and initializes the whole.</summary>
/// <remarks>Absent → Creating → Running. Any unwind leaves nothing behind but volumes that were there before.</remarks>
internal sealed class CreateService : IOperation<CreateServicePlan>
{
    public string Name => CreateServicePlan.Name;

    public bool UnwindsOnFailure => true;

    public IReadOnlyList<Step<CreateServicePlan>> Steps { get; } =
    [
        new("record-service", RecordService, ForgetService),
        new("take-addresses", TakeAddresses, ReturnAddresses),
        new("ensure-secrets", EnsureSecrets, DeleteSecrets),
        new("ensure-software", EnsureSoftware) { Deadline = TimeSpan.FromMinutes(15) },
        new("ensure-volume", EnsureVolume, DeleteVolume) { Each = Members },
        new("ensure-names", EnsureNames, DeleteNames),
        new("record-member", RecordMember, ForgetMember) { Each = Members },
        new("start-member", StartMember, RemoveMember) { Each = Members },
        new("initialize", Initialize) { Each = p => p.InitializeOn, Deadline = TimeSpan.FromMinutes(5) },
        new("await-members", AwaitMembers) { Each = Members },
        new("activate", Activate),
        new("forget-kept", ForgetKept) { Each = WithKeptVolumes, IsFinal = true },
    ];

    private static IReadOnlyList<string> Members(CreateServicePlan plan) => [.. plan.Members.Select(m => m.Name)];

    private static async Task RecordService(CreateServicePlan plan, StepContext context, CancellationToken cancel)
    {
        await ServiceRecords.EnsurePolicyAsync(context.Ports.Store, plan.Service.Name, plan.Policy, cancel).ConfigureAwait(false);
        await context.Ports.Store.UpdateAsync(
            Keys.Service(plan.Service.Name), existing => existing ?? plan.Service, ModelJson.Default.ServiceSpec, cancel).ConfigureAwait(false);
        await ServiceRecords.KeepRevisionAsync(context, plan.Service, "created", plan.Service.CreatedAt, cancel).ConfigureAwait(false);
    }

    private static Task ForgetService(CreateServicePlan plan, StepContext context, CancellationToken cancel)
        => ServiceRecords.ForgetAsync(context.Ports.Store, plan.Service.Name, cancel);

    private static Task TakeAddresses(CreateServicePlan plan, StepContext context, CancellationToken cancel)
        => MemberAddresses.TakeAsync(context.Ports.Store, plan.Service.Name, plan.Members, cancel);

    private static Task ReturnAddresses(CreateServicePlan plan, StepContext context, CancellationToken cancel)
        => MemberAddresses.ReturnAsync(context.Ports.Store, plan.Service.Name, plan.Members, cancel);

    private static async Task EnsureSecrets(CreateServicePlan plan, StepContext context, CancellationToken cancel)
    {
        foreach (var credential in plan.Service.Credentials)
        {
            await context.Ports.Secrets.EnsureAsync(credential.SecretId, context.Input(credential.Name), cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Secrets that belong to kept volumes stay with them.</summary>
    private static Task DeleteSecrets(CreateServicePlan plan, StepContext context, CancellationToken cancel)
        => plan.KeptVolumes.Count > 0
            ? Task.CompletedTask
            : context.Ports.Secrets.DeleteAsync(ServiceCredential.Prefix(plan.Service.Name), cancel);

    private static async Task EnsureSoftware(CreateServicePlan plan, StepContext context, CancellationToken cancel)
    {
        foreach (var software in plan.Software)
        {
            await context.Ports.Platform.EnsureSoftwareAsync(software, new StepReport(context), cancel).ConfigureAwait(false);
        }
    }

    private static async Task EnsureVolume(CreateServicePlan plan, StepContext context, CancellationToken cancel)
    {
        foreach (var volume in plan.Member(context.RequiredItem).Volumes)
        {
            await context.Ports.Volumes.EnsureAsync(volume, cancel).ConfigureAwait(false);
        }
    }

    private static async Task DeleteVolume(CreateServicePlan plan, StepContext context, CancellationToken cancel)
    {
        foreach (var volume in plan.Member(context.RequiredItem).Volumes.Where(v => !plan.KeptVolumes.Contains(v.Name)))
        {
            await context.Ports.Volumes.DeleteAsync(volume.Name, cancel).ConfigureAwait(false);
        }
    }

    private static Task EnsureNames(CreateServicePlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Dns.EnsureAsync(MemberNames.Of(plan.Members), cancel);

    private static Task DeleteNames(CreateServicePlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Dns.DeleteAsync([.. plan.Members.Select(m => m.Host)], cancel);

    private static Task RecordMember(CreateServicePlan plan, StepContext context, CancellationToken cancel)
        => MemberRecords.EnsureAsync(context.Ports.Store, plan.Member(context.RequiredItem), cancel);

    private static Task ForgetMember(CreateServicePlan plan, StepContext context, CancellationToken cancel)
        => MemberRecords.ForgetAsync(context.Ports.Store, plan.Service.Name, context.RequiredItem, cancel);

    /// <summary>The members start at once; a replica waits for its primary by itself.</summary>
    private static Task StartMember(CreateServicePlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Platform.EnsureMemberAsync(plan.Member(context.RequiredItem), context.OperationId, cancel);

    private static Task RemoveMember(CreateServicePlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Platform.RemoveMemberAsync(plan.Service.Name, context.RequiredItem, cancel);

    private static async Task Initialize(CreateServicePlan plan, StepContext context, CancellationToken cancel)
    {
        await MemberWaits.ReadyAsync(context, [.. plan.Members.Select(m => m.Id)], context.OperationId, caughtUp: false, cancel)
            .ConfigureAwait(false);
        context.Report($"initializing on {context.RequiredItem}");
        await MemberActions.RunAsync(context, plan.Member(context.RequiredItem), CatalogNames.Initialize, cancel).ConfigureAwait(false);
    }

    private static Task AwaitMembers(CreateServicePlan plan, StepContext context, CancellationToken cancel)
        => MemberWaits.ReadyAsync(context, [plan.Member(context.RequiredItem).Id], context.OperationId, caughtUp: true, cancel);

    private static Task Activate(CreateServicePlan plan, StepContext context, CancellationToken cancel)
        => ServiceRecords.SetIntentAsync(context.Ports.Store, plan.Service.Name, ServiceIntent.Running, cancel);

    /// <summary>The note of what was kept goes last: an undo before that leaves it, for the volumes are still there.</summary>
    private static Task ForgetKept(CreateServicePlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Store.ForgetAsync(PlanningKeys.Kept(plan.Service.Name), cancel);

    private static IReadOnlyList<string> WithKeptVolumes(CreateServicePlan plan)
        => plan.KeptVolumes.Count > 0 ? [plan.Service.Name] : [];
}
