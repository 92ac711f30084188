using FireCamp.Engine;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>Turns references with wildcards into references to services that exist.</summary>
internal static class ServiceNames
{
    /// <summary>A literal name stays as it is, whether it exists or not; a pattern gives what matches, perhaps nothing.</summary>
    public static async Task<IReadOnlyList<ServiceReference>> ExpandAsync(
        ClusterEngine cluster, ServiceReference reference, CancellationToken cancel)
    {
        if (!reference.IsPattern)
        {
            return [reference];
        }

        var matches = NamePatterns.Matching(reference.Name);
        var services = await cluster.ListServicesAsync(cancel);
        return [.. services.Where(s => matches(s.Name)).Select(s => new ServiceReference(s))];
    }
}
