using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>Removes services, and writes what became of each volume. Volumes are kept unless <c>-RemoveVolumes</c> is given.</summary>
[Cmdlet(VerbsCommon.Remove, "FireCampService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(VolumeOutcome), typeof(Operation))]
public sealed class RemoveFireCampServiceCommand : ServiceOperationCmdlet
{
    /// <summary>Delete the volumes with all data on them.</summary>
    [Parameter]
    public SwitchParameter RemoveVolumes { get; set; }

    /// <summary>Begin although the service's window is shut or an approval is missing; an event tells of it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    private protected override Task<OperationPlan> PlanAsync(
        ClusterEngine cluster, ServiceReference service, CancellationToken cancel)
        => cluster.PlanRemoveServiceAsync(service.Name, RemoveVolumes, cancel);

    private protected override Task<IReadOnlyList<object>> ReadOutputAsync(
        ClusterEngine cluster, OperationPlan plan, string service, CancellationToken cancel)
        => Task.FromResult<IReadOnlyList<object>>(
            plan is RemoveServicePlan removal ? [.. removal.Volumes.Select(v => new VolumeOutcome(plan.Cluster, v))] : []);
}
