using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Swarm.Installing;
using FireCamp.PowerShell.Arguments;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.Pump;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Nodes;

/// <summary>Installs FireCamp's agent on the machines of a swarm, or upgrades it there.</summary>
[Cmdlet(VerbsLifecycle.Install, "FireCampAgent", SupportsShouldProcess = true)]
[OutputType(typeof(InstalledAgent))]
public sealed class InstallFireCampAgentCommand : FireCampCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public ClusterReference? Cluster { get; set; }

    [Parameter]
    [Alias("Nodes")]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public string[] Node { get; set; } = [];

    [Parameter]
    public string? RemoteShell { get; set; }

    [Parameter]
    public object? HostName { get; set; }

    [Parameter]
    public string? StartCommand { get; set; }

    [Parameter]
    public SwitchParameter Container { get; set; }

    [Parameter]
    public string? BaseImage { get; set; }

    [Parameter]
    public int? AgentPort { get; set; }

    [Parameter]
    public string? OutputPath { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancel)
    {
        var agents = Engine.Agents;
        var cluster = Cluster?.Name ?? await DefaultCluster.FindAsync(Engine, cancel);
        var machines = await agents.ListMachinesAsync(cluster, cancel);
        var request = new AgentInstallRequest
        {
            Nodes = Node,
            Hosts = HostNames.Of(HostName, machines),
            StartCommand = StartCommand,
            InContainer = Container,
            BaseImage = BaseImage,
            OutputPath = OutputPath is null ? null : GetUnresolvedProviderPathFromPSPath(OutputPath),
        };
        request = request with { RemoteShell = RemoteShell ?? request.RemoteShell, Port = AgentPort ?? request.Port };
        var plan = await agents.PlanAsync(cluster, request, cancel);
        var text = plan.Describe().TrimEnd();
        if (!ShouldProcess(text, $"{text}{Environment.NewLine}{Environment.NewLine}Carry this out?", "FireCamp"))
        {
            return;
        }

        using var progress = new Throttled<AgentInstallProgress>(p => WriteProgress(AgentInstallation.Progress(p)), Time);
        var installed = await agents.RunAsync(plan, progress, cancel);
        WriteProgress(ProgressRecords.Completed(AgentInstallation.Activity));
        WriteObject(installed, enumerateCollection: true);
    }
}
