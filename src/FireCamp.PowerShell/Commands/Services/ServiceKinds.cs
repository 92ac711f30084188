using FireCamp.Engine;
using FireCamp.Engine.Catalog;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>Finds out of which kinds the services on a command's line are, while the line is still being read.</summary>
internal static class ServiceKinds
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Their kinds; all kinds where services come from the pipeline, have wildcards, or can't be asked for within a second.</summary>
    public static IReadOnlyList<ServiceDefinition> Find(FireCampEngine engine, IReadOnlyList<ServiceReference> services, string? cluster)
    {
        if (services.Count > 0 && services.All(s => !s.IsPattern))
        {
            using var time = new CancellationTokenSource(Limit);
            var search = Task.Run(() => FindAsync(engine, services, cluster, time.Token), time.Token);
            try
            {
                if (search.Wait(Limit))
                {
                    return search.Result;
                }
            }
            catch (AggregateException)
            {
                // Running the cmdlet says what is wrong.
            }
        }

        return [.. engine.Catalog.List().Select(e => e.Definition).OfType<ServiceDefinition>()];
    }

    private static async Task<IReadOnlyList<ServiceDefinition>> FindAsync(
        FireCampEngine engine, IReadOnlyList<ServiceReference> services, string? cluster, CancellationToken cancel)
    {
        var kinds = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var service in services)
        {
            var name = service.Cluster ?? cluster ?? await DefaultCluster.FindAsync(engine, cancel).ConfigureAwait(false);
            var connected = await engine.ConnectAsync(name, cancel).ConfigureAwait(false);
            kinds.Add((await connected.GetServiceAsync(service.Name, cancel).ConfigureAwait(false)).Kind);
        }

        return [.. kinds.Select(engine.Catalog.Find)];
    }
}
