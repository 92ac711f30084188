using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Arguments;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;

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
    public string? SharedStorage { get; set; }

    [Parameter]
    public SwitchParameter MembersOnManagers { get; set; }

    [Parameter]
    public SwitchParameter AsJob { get; set; }

    [Parameter]
    [Duration]
    public TimeSpan? Timeout { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancel)
    {
        var clusters = Engine.Clusters;
        var plan = await clusters.PlanCreateAsync(Request(), cancel);
        if (!Approve(plan))
        {
            return;
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
            (nameof(SharedStorage), PathOf(SharedStorage)),
            (nameof(MembersOnManagers), MembersOnManagers ? bool.TrueString : null),
        ];
        return settings.Where(s => s.Value is not null).ToDictionary(s => s.Name, s => s.Value!);
    }

    // As the session sees it, not the process.
    private string? PathOf(string? path) => path is null ? null : GetUnresolvedProviderPathFromPSPath(path);
}
