using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>Stops services; volumes, names and addresses stay.</summary>
[Cmdlet(VerbsLifecycle.Stop, "FireCampService", SupportsShouldProcess = true)]
[OutputType(typeof(Service))]
public sealed class StopFireCampServiceCommand : ServiceChangeCmdlet
{
    private protected override Task<OperationPlan> PlanAsync(
        ClusterEngine cluster, ServiceReference service, CancellationToken cancel)
        => cluster.PlanStopServiceAsync(service.Name, cancel);
}
