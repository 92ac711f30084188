using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

internal static class ServiceRecords
{
    /// <summary>The service is meant to be so; a service that is not recorded is left absent.</summary>
    public static Task SetIntentAsync(IMetadataStore store, string service, ServiceIntent intent, CancellationToken cancel)
        => store.UpdateAsync(
            Keys.Service(service), spec => spec is null ? null : spec with { Intent = intent }, ModelJson.Default.ServiceSpec, cancel);
}
