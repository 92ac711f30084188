using System.Management.Automation;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Cmdlets;

namespace FireCamp.PowerShell.Commands.Clusters;

/// <summary>Removes clusters with all that they stored.</summary>
[Cmdlet(VerbsCommon.Remove, "FireCampCluster", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveFireCampClusterCommand : ClusterOperationCmdlet
{
    /// <summary>Remove the services that are still there too, volumes and all.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override Task<OperationPlan> PlanAsync(string cluster, CancellationToken cancel)
        => Engine.Clusters.PlanRemoveAsync(cluster, Force, cancel);

    private protected override Task<IReadOnlyList<object>> ReadOutputAsync(string cluster, CancellationToken cancel)
        => Task.FromResult<IReadOnlyList<object>>([]);
}
