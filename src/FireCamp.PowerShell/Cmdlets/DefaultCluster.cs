using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Sessions;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>The cluster that is meant where none is named.</summary>
internal static class DefaultCluster
{
    /// <exception cref="FireCampException"><c>ClusterNotNamed</c>: there is none, or more than one.</exception>
    public static async Task<string> FindAsync(FireCampEngine engine, CancellationToken cancel)
    {
        if (ModuleSettings.DefaultCluster is { } named)
        {
            return named;
        }

        var clusters = await engine.Clusters.ListAsync(cancel);
        return clusters switch
        {
            [var only] => only.Name,
            [] => throw new FireCampException(
                "ClusterNotNamed", "There is no cluster yet.", "Make one: New-FireCampCluster t1."),
            _ => throw new FireCampException(
                "ClusterNotNamed",
                $"There are {clusters.Count} clusters: {string.Join(", ", clusters.Select(c => c.Name))}.",
                $"Say which one with -Cluster, or set $env:{ModuleSettings.ClusterVariable}."),
        };
    }
}
