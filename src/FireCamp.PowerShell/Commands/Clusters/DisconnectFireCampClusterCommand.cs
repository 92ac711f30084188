using System.Management.Automation;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Clusters;

/// <summary>Forgets clusters on this machine; the clusters go on.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "FireCampCluster", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class DisconnectFireCampClusterCommand : FireCampCmdlet
{
    /// <summary>The clusters, by name or as objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public ClusterReference[] Name { get; set; } = [];

    private protected override Task ProcessAsync(CancellationToken cancel)
        => ForEachAsync(Name, async reference =>
        {
            if (ShouldProcess($"cluster '{reference.Name}'", "Forget on this machine, with this machine's copy of its key"))
            {
                await Engine.Links.DisconnectAsync(reference.Name, cancel);
            }
        });
}
