using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;

namespace FireCamp.PowerShell.Commands.Clusters;

/// <summary>Makes an existing cluster known to this machine.</summary>
[Cmdlet(VerbsCommunications.Connect, "FireCampCluster", SupportsShouldProcess = true)]
[OutputType(typeof(Cluster))]
public sealed class ConnectFireCampClusterCommand : FireCampCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    [AllowEmptyString]
    public string Name { get; set; } = "";

    [Parameter]
    [ArgumentCompleter(typeof(PlatformCompleter))]
    public string Platform { get; set; } = "Swarm";

    [Parameter(Mandatory = true)]
    public string[] MetadataStore { get; set; } = [];

    [Parameter(Mandatory = true)]
    public string Key { get; set; } = "";

    [Parameter]
    public string? DockerCertificates { get; set; }

    [Parameter]
    public string? DnsKey { get; set; }

    [Parameter]
    public string[] Manager { get; set; } = [];

    [Parameter]
    public string? DnsServer { get; set; }

    [Parameter]
    public string? SharedStorage { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancel)
    {
        var found = await Engine.Links.FindAsync(
            new ConnectClusterRequest { Name = Name, Platform = Platform, KeyFile = PathOf(Key)!, Settings = Settings() }, cancel);
        if (ShouldProcess($"cluster '{found.Name}'", "Make known to this machine"))
        {
            await Engine.Links.ConnectAsync(found, cancel);
            WriteObject(await Engine.Clusters.GetAsync(found.Name, cancel));
        }
    }

    private Dictionary<string, string> Settings()
    {
        (string Name, string? Value)[] settings =
        [
            ("Managers", Manager.Length > 0 ? string.Join(',', Manager) : null),
            (nameof(DockerCertificates), PathOf(DockerCertificates)),
            // Unquoted, the endpoints of an etcd reach us as a list.
            (nameof(MetadataStore), string.Join(',', MetadataStore)),
            (nameof(DnsServer), DnsServer),
            (nameof(DnsKey), PathOf(DnsKey)),
            (nameof(SharedStorage), PathOf(SharedStorage)),
        ];
        return settings.Where(s => s.Value is not null).ToDictionary(s => s.Name, s => s.Value!);
    }

    // As the session sees it, not the process.
    private string? PathOf(string? path) => path is null ? null : GetUnresolvedProviderPathFromPSPath(path);
}
