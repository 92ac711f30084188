using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Arguments;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Pump;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>Waits until services are in a phase.</summary>
[Cmdlet(VerbsLifecycle.Wait, "FireCampService")]
[OutputType(typeof(Service))]
public sealed class WaitFireCampServiceCommand : ServiceCmdlet
{
    [Parameter(Position = 1)]
    public ServicePhase Phase { get; set; } = ServicePhase.Ready;

    [Parameter]
    [Duration]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    private protected override async Task ProcessServiceAsync(
        ClusterEngine cluster, ServiceReference service, CancellationToken cancel)
    {
        var activity = $"Waiting until {service.Name} is {Phase}";
        using var progress = new Throttled<Service>(s => WriteProgress(ProgressRecords.Of(activity, Status(s), Percent(s))), Time);
        var seen = await cluster.WaitServiceAsync(service.Name, Phase, Timeout, progress, cancel);
        WriteProgress(ProgressRecords.Completed(activity));
        WriteObject(seen);
    }

    private static string Status(Service service) => $"{service.Phase}: {service.Reason}";

    private static int Percent(Service service)
        => service.TotalMembers > 0 ? Math.Clamp(100 * service.ReadyMembers / service.TotalMembers, 0, 100) : -1;
}
