using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>Starts stopped services and waits until they are ready.</summary>
[Cmdlet(VerbsLifecycle.Start, "FireCampService", SupportsShouldProcess = true)]
[OutputType(typeof(Service))]
public sealed class StartFireCampServiceCommand : ServiceChangeCmdlet
{
    private protected override Task<OperationPlan> PlanAsync(
        ClusterEngine cluster, ServiceReference service, CancellationToken cancel)
        => cluster.PlanStartServiceAsync(service.Name, cancel);
}
