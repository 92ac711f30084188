using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

internal static class ServiceRecords
{
    /// <summary>The service is meant to be so; a service that is not recorded is left absent.</summary>
    public static Task SetIntentAsync(IMetadataStore store, string service, ServiceIntent intent, CancellationToken cancel)
        => store.UpdateAsync(
            Keys.Service(service), spec => spec is null ? null : spec with { Intent = intent }, ModelJson.Default.ServiceSpec, cancel);

    /// <summary>The service has a policy: this one, unless there is one already, or this is null.</summary>
    public static Task EnsurePolicyAsync(IMetadataStore store, string service, ServicePolicy? policy, CancellationToken cancel)
        => policy is null
            ? Task.CompletedTask
            : store.UpdateAsync(Keys.Policy(service), existing => existing ?? policy, ModelJson.Default.ServicePolicy, cancel);

    /// <summary>The service's spec is this one, but for what it is meant to be; a service that is not recorded is left absent.</summary>
    public static Task ReplaceAsync(IMetadataStore store, ServiceSpec service, CancellationToken cancel)
        => store.UpdateAsync(
            Keys.Service(service.Name), spec => spec is null ? null : service with { Intent = spec.Intent }, ModelJson.Default.ServiceSpec, cancel);

    /// <summary>Returns when the service is still the one that a plan was made for, whatever its revision.</summary>
    /// <exception cref="FireCampException">It was removed, and perhaps another created.</exception>
    public static async Task RequireSameAsync(IMetadataStore store, ServiceSpec planned, CancellationToken cancel)
    {
        var stored = await store.FindAsync(Keys.Service(planned.Name), ModelJson.Default.ServiceSpec, cancel).ConfigureAwait(false);
        if (stored?.Value.CreatedAt != planned.CreatedAt)
        {
            throw new FireCampException(
                "ServiceChanged", $"Service '{planned.Name}' was removed after this was planned.", "See Get-FireCampService.")
            {
                Target = planned.Name,
            };
        }
    }

    /// <summary>The service that was planned for has its new spec, as a revision of this operation's.</summary>
    /// <exception cref="FireCampException">It was removed or changed since the plan was made.</exception>
    public static async Task ReviseAsync(
        StepContext context, ServiceSpec before, ServiceSpec after, IReadOnlyList<SpecDifference> differences, DateTimeOffset at,
        CancellationToken cancel)
    {
        await RequireSameAsync(context.Ports.Store, before, cancel).ConfigureAwait(false);
        await KeepRevisionAsync(context, after, SpecDifferences.Describe(differences), at, cancel).ConfigureAwait(false);
        await ReplaceAsync(context.Ports.Store, after, cancel).ConfigureAwait(false);
    }

    /// <summary>The revision that this operation makes is kept; a repeat leaves it.</summary>
    /// <param name="change">What changed, in a line.</param>
    /// <exception cref="FireCampException">Another operation has made this revision since the plan was made.</exception>
    public static async Task KeepRevisionAsync(StepContext context, ServiceSpec service, string change, DateTimeOffset at, CancellationToken cancel)
    {
        var revision = new ServiceRevision
        {
            Number = service.Revision, At = at, By = context.Actor, Operation = context.OperationId, Change = change, Spec = service,
        };
        var kept = await context.Ports.Store
            .UpdateAsync(Keys.Revision(service.Name, service.Revision), existing => existing ?? revision, ModelJson.Default.ServiceRevision, cancel)
            .ConfigureAwait(false);
        if (kept?.Operation != context.OperationId)
        {
            throw new FireCampException(
                "ServiceChanged", $"Service '{service.Name}' was changed by {kept?.By} ({kept?.Change}) after this was planned.",
                "Run the command again: it plans anew.") { Target = service.Name };
        }
    }

    /// <summary>Where this operation has made the revision: the service's spec is again the one before, and the revision was never made.</summary>
    public static async Task TakeBackRevisionAsync(StepContext context, ServiceSpec before, ServiceSpec service, CancellationToken cancel)
    {
        var (store, key) = (context.Ports.Store, Keys.Revision(service.Name, service.Revision));
        var kept = await store.FindAsync(key, ModelJson.Default.ServiceRevision, cancel).ConfigureAwait(false);
        if (kept?.Value.Operation == context.OperationId)
        {
            await ReplaceAsync(store, before, cancel).ConfigureAwait(false);
            await store.ForgetAsync(key, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Nothing of the service's record, its policy and its revisions is left; the service's own record goes last.</summary>
    public static async Task ForgetAsync(IMetadataStore store, string service, CancellationToken cancel)
    {
        await store.ForgetAsync(Keys.Policy(service), cancel).ConfigureAwait(false);
        foreach (var revision in await store.ListAsync(Keys.Revisions(service), cancel).ConfigureAwait(false))
        {
            await store.ForgetAsync(revision.Key, cancel).ConfigureAwait(false);
        }

        await store.ForgetAsync(Keys.Service(service), cancel).ConfigureAwait(false);
    }
}
