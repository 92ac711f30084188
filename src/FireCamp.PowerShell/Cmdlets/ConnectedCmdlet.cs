using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>The second rung: works on a cluster, by default the one that <c>$env:FIRECAMP_CLUSTER</c> names, else the only one.</summary>
public abstract class ConnectedCmdlet : FireCampCmdlet
{
    private protected ConnectedCmdlet()
    {
    }

    /// <summary>The cluster, by name or as an object.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public ClusterReference? Cluster { get; set; }

    /// <summary>Connects to the cluster that an object came from, else to the one that <c>-Cluster</c> or the default says.</summary>
    private protected async Task<ClusterEngine> ConnectAsync(string? cluster, CancellationToken cancel)
    {
        var name = cluster ?? Cluster?.Name ?? await DefaultCluster.FindAsync(Engine, cancel);
        return await Engine.ConnectAsync(name, cancel);
    }

    private protected Task<ClusterEngine> ConnectAsync(CancellationToken cancel) => ConnectAsync(null, cancel);
}
