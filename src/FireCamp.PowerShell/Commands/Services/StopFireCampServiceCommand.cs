using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>Stops services; volumes, names and addresses stay.</summary>
[Cmdlet(VerbsLifecycle.Stop, "FireCampService", SupportsShouldProcess = true)]
[OutputType(typeof(Service), typeof(Operation))]
public sealed class StopFireCampServiceCommand : ServiceChangeCmdlet
{
    /// <summary>Begin although the service's window is shut or an approval is missing; an event tells of it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    private protected override Task<OperationPlan> PlanAsync(
        ClusterEngine cluster, ServiceReference service, CancellationToken cancel)
        => cluster.PlanStopServiceAsync(service.Name, cancel);
}
