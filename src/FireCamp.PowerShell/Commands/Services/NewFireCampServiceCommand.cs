using System.Collections;
using System.Management.Automation;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Arguments;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>Creates a service and waits until all its members are ready.</summary>
[Cmdlet(VerbsCommon.New, "FireCampService", SupportsShouldProcess = true)]
[OutputType(typeof(Service))]
public sealed class NewFireCampServiceCommand : ConnectedCmdlet, IDynamicParameters
{
    private KindParameters? kindParameters;

    [Parameter(Mandatory = true, Position = 0)]
    [AllowEmptyString]
    public string Name { get; set; } = "";

    [Parameter(Mandatory = true, Position = 1)]
    [Alias("Kind")]
    [ArgumentCompleter(typeof(KindCompleter))]
    public string Catalog { get; set; } = "";

    [Parameter]
    [ArgumentCompleter(typeof(VersionCompleter))]
    public string? Version { get; set; }

    [Parameter]
    public ByteSize? Memory { get; set; }

    [Parameter]
    public double CpuLimit { get; set; }

    [Parameter]
    public string? Image { get; set; }

    /// <summary>Options by name, for scripts that choose the kind at run time; the kind's own parameters do the same.</summary>
    [Parameter]
    public Hashtable Option { get; set; } = [];

    /// <summary>User name and password of the kind's first credential.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>When disruptive operations may begin, such as <c>Sat,Sun 01:00-05:00 Europe/Berlin</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(WindowCompleter))]
    public string[] Window { get; set; } = [];

    /// <summary>Whether disruptive operations need an approval.</summary>
    [Parameter]
    public SwitchParameter RequireApproval { get; set; }

    /// <summary>For how long the primary may be unable to run anywhere before agents promote a replica; without it they never do.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? FailoverAfter { get; set; }

    /// <summary>How much may be missing then, as far as is known, for agents to promote all the same.</summary>
    [Parameter]
    public ByteSize? FailoverMaxLag { get; set; }

    [Parameter]
    public SwitchParameter UseKeptVolumes { get; set; }

    [Parameter]
    public SwitchParameter AsJob { get; set; }

    [Parameter]
    [Duration]
    public TimeSpan? Timeout { get; set; }

    /// <summary>
    /// The parameters of the kind that is on the line. A kind that is unknown or broken has none; running the cmdlet
    /// says why.
    /// </summary>
    public object? GetDynamicParameters()
    {
        if (string.IsNullOrWhiteSpace(Catalog))
        {
            return null;
        }

        try
        {
            kindParameters = new KindParameters([Engine.Catalog.Find(Catalog)], typeof(NewFireCampServiceCommand), _ => true);
            return kindParameters.Dictionary;
        }
        catch (Exception)
        {
            return null;
        }
    }

    private protected override async Task ProcessAsync(CancellationToken cancel)
    {
        var kind = Engine.Catalog.Find(Catalog);
        var credentials = ServiceCredentials.Collect(kind, Credential, kindParameters);
        var cluster = await ConnectAsync(cancel);
        var request = Request(kind, credentials);
        var plan = await cluster.PlanCreateServiceAsync(request, cancel);
        if (!Approve(plan))
        {
            return;
        }

        var run = new OperationRun($"{plan.Operation} {Name}", Name, async (progress, token) =>
        {
            await cluster.CreateServiceAsync(request, plan, ServiceCredentials.Passwords(credentials), progress, token);
            return [await cluster.GetServiceAsync(Name, token)];
        })
        {
            Timeout = Timeout,
        };
        await CarryOutAsync(run, AsJob, cancel);
    }

    private CreateServiceRequest Request(ServiceDefinition kind, IReadOnlyDictionary<string, PSCredential> credentials) => new()
    {
        Name = Name,
        Kind = kind.Kind,
        Version = Version,
        Options = ServiceOptions.Collect(Name, Option, kindParameters),
        Memory = Memory,
        CpuLimit = CpuLimit,
        Image = Image,
        UseKeptVolumes = UseKeptVolumes,
        Windows = Window,
        RequireApproval = RequireApproval,
        FailoverAfter = FailoverAfter,
        FailoverMaxLag = FailoverMaxLag,
        UserNames = ServiceCredentials.UserNames(credentials),
    };
}
