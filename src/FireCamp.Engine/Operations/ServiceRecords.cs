using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

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

    /// <summary>Nothing is recorded of the service as a whole; the service's own record goes last.</summary>
    public static async Task ForgetAsync(IMetadataStore store, string service, CancellationToken cancel)
    {
        await store.ForgetAsync(Keys.Policy(service), cancel).ConfigureAwait(false);
        await store.ForgetAsync(Keys.Service(service), cancel).ConfigureAwait(false);
    }
}
