using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>Restarts the members of services one at a time: replicas first, primaries last.</summary>
[Cmdlet(VerbsLifecycle.Restart, "FireCampService", SupportsShouldProcess = true)]
[OutputType(typeof(Service), typeof(Operation))]
public sealed class RestartFireCampServiceCommand : ServiceChangeCmdlet
{
    /// <summary>Only these members.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string[] Member { get; set; } = [];

    /// <summary>Begin although the service's window is shut or an approval is missing; an event tells of it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    private protected override Task<OperationPlan> PlanAsync(
        ClusterEngine cluster, ServiceReference service, CancellationToken cancel)
        => cluster.PlanRestartServiceAsync(service.Name, service.Member is { } member ? [member] : Member, cancel);
}
