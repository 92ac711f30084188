using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms.Swarm.Installing;
using FireCamp.PowerShell.Arguments;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.Pump;

namespace FireCamp.PowerShell.Commands.Clusters;

/// <summary>Creates a cluster and starts its nodes.</summary>
[Cmdlet(VerbsCommon.New, "FireCampCluster", SupportsShouldProcess = true)]
[OutputType(typeof(Cluster))]
public sealed class NewFireCampClusterCommand : FireCampCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    [AllowEmptyString]
    public string Name { get; set; } = "";

    [Parameter]
    [ArgumentCompleter(typeof(PlatformCompleter))]
    public string? Platform { get; set; }

    [Parameter]
    [Alias("Nodes")]
    public int? NodeCount { get; set; }

    [Parameter]
    [Alias("Zones")]
    public string[] Zone { get; set; } = [];

    [Parameter]
    public ByteSize? NodeMemory { get; set; }

    [Parameter]
    [Duration]
    public TimeSpan? LeaseDuration { get; set; }

    [Parameter]
    public string[] Manager { get; set; } = [];

    [Parameter]
    public string? DockerCertificates { get; set; }

    [Parameter]
    public string[] MetadataStore { get; set; } = [];

    [Parameter]
    public string? DnsServer { get; set; }

    [Parameter]
    public string? DnsKey { get; set; }

    [Parameter]
    public string? StaticIpPool { get; set; }

    [Parameter]
    public string? Network { get; set; }

    [Parameter]
    public string? SharedStorage { get; set; }

    [Parameter]
    public SwitchParameter MembersOnManagers { get; set; }

    [Parameter]
    public SwitchParameter InstallAgent { get; set; }

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
    public SwitchParameter AsJob { get; set; }

    [Parameter]
    [Duration]
    public TimeSpan? Timeout { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancel)
    {
        var clusters = Engine.Clusters;
        var (plan, agents) = await PlanAsync(cancel);
        if (!Approve(plan, agents?.Describe()))
        {
            return;
        }

        if (agents is not null)
        {
            await InstallAsync(plan, agents, cancel);
        }

        var run = new OperationRun($"{plan.Operation} {Name}", Name, async (progress, token) =>
        {
            await clusters.RunAsync(plan, progress, token);
            return [await clusters.GetAsync(Name, token)];
        })
        {
            Timeout = Timeout,
        };
        await CarryOutAsync(run, AsJob, cancel);
    }

    private async Task<(OperationPlan, AgentInstallPlan?)> PlanAsync(CancellationToken cancel)
    {
        var request = Request();
        if (!InstallAgent)
        {
            return (await Engine.Clusters.PlanCreateAsync(request, cancel), null);
        }

        var install = new AgentInstallRequest { StartCommand = StartCommand, InContainer = Container, BaseImage = BaseImage };
        install = install with
        {
            RemoteShell = RemoteShell ?? install.RemoteShell,
            Port = AgentPort ?? install.Port,
            Hosts = HostNames.Of(HostName, await Engine.Agents.ListMachinesAsync(request, cancel)),
        };
        return await Engine.Agents.PlanCreateAsync(request, install, cancel);
    }

    // Before the operation, which waits for the agents; it has nothing to take back of them.
    private async Task InstallAsync(OperationPlan plan, AgentInstallPlan agents, CancellationToken cancel)
    {
        using var progress = new Throttled<AgentInstallProgress>(p => WriteProgress(AgentInstallation.Progress(p)), Time);
        await Engine.Clusters.PrepareAsync(plan, cancel);
        await Engine.Agents.RunAsync(agents, progress, cancel);
        WriteProgress(ProgressRecords.Completed(AgentInstallation.Activity));
    }

    private CreateClusterRequest Request()
    {
        var request = new CreateClusterRequest
        {
            Name = Name, Zones = Zone, NodeMemory = NodeMemory, LeaseDuration = LeaseDuration, Settings = Settings(),
        };
        return request with { Platform = Platform ?? request.Platform, Nodes = NodeCount ?? request.Nodes };
    }

    private Dictionary<string, string> Settings()
    {
        (string Name, string? Value)[] settings =
        [
            ("Managers", Manager.Length > 0 ? string.Join(',', Manager) : null),
            (nameof(DockerCertificates), PathOf(DockerCertificates)),
            // Unquoted, the endpoints of an etcd reach us as a list.
            (nameof(MetadataStore), MetadataStore.Length > 0 ? string.Join(',', MetadataStore) : null),
            (nameof(DnsServer), DnsServer),
            (nameof(DnsKey), PathOf(DnsKey)),
            (nameof(StaticIpPool), StaticIpPool),
            (nameof(Network), Network),
            (nameof(SharedStorage), PathOf(SharedStorage)),
            (nameof(MembersOnManagers), MembersOnManagers ? bool.TrueString : null),
        ];
        return settings.Where(s => s.Value is not null).ToDictionary(s => s.Name, s => s.Value!);
    }

    // As the session sees it, not the process.
    private string? PathOf(string? path) => path is null ? null : GetUnresolvedProviderPathFromPSPath(path);
}
