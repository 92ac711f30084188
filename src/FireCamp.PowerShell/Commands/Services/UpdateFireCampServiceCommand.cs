using System.Collections;
using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Arguments;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>
/// Changes services: options, memory, processors, the sizes of volumes, passwords, version. Members are changed one at a time, replicas first.
/// </summary>
[Cmdlet(VerbsData.Update, "FireCampService", SupportsShouldProcess = true)]
[OutputType(typeof(Service), typeof(Operation))]
public sealed class UpdateFireCampServiceCommand : ServiceChangeCmdlet, IDynamicParameters
{
    private KindParameters? kindParameters;
    private IReadOnlyDictionary<string, PSCredential> credentials = new Dictionary<string, PSCredential>();

    /// <summary>The version that members are upgraded to, replicas first.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VersionCompleter))]
    public string? Version { get; set; }

    /// <summary>The container image in place of the kind's own; an empty text for the kind's own.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Image { get; set; }

    [Parameter]
    public ByteSize? Memory { get; set; }

    [Parameter]
    public double? CpuLimit { get; set; }

    /// <summary>For how long the primary may be unable to run anywhere before agents promote a replica; 0 turns that off.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? FailoverAfter { get; set; }

    /// <summary>How much may be missing then, as far as is known, for agents to promote all the same.</summary>
    [Parameter]
    public ByteSize? FailoverMaxLag { get; set; }

    /// <summary>Options by name; the kind's own parameters do the same.</summary>
    [Parameter]
    public Hashtable Option { get; set; } = [];

    /// <summary>The new password of the kind's first credential.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Credentials that get a new random password.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CredentialCompleter))]
    public string[] RenewCredential { get; set; } = [];

    /// <summary>Goes back to what this revision had.</summary>
    [Parameter]
    public int? ToRevision { get; set; }

    /// <summary>Begin although the service's window is shut or an approval is missing; an event tells of it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    /// <summary>The parameters of the services' kinds; of all kinds where the services come from the pipeline.</summary>
    public object? GetDynamicParameters()
    {
        try
        {
            kindParameters = new KindParameters(
                ServiceKinds.Find(Engine, Name, Cluster?.Name), typeof(UpdateFireCampServiceCommand), o => o.Applies != OptionApplies.Create);
            return kindParameters.Dictionary;
        }
        catch (Exception)
        {
            return null;
        }
    }

    private protected override async Task<OperationPlan> PlanAsync(ClusterEngine cluster, ServiceReference service, CancellationToken cancel)
    {
        var kind = Engine.Catalog.Find((await cluster.GetServiceAsync(service.Name, cancel)).Kind);
        credentials = ServiceCredentials.Collect(kind, Credential, kindParameters);
        return await cluster.PlanUpdateServiceAsync(
            new UpdateServiceRequest
            {
                Name = service.Name,
                Options = ServiceOptions.Collect(service.Name, Option, kindParameters),
                Version = Version,
                Image = MyInvocation.BoundParameters.ContainsKey(nameof(Image)) ? Image ?? "" : null,
                Memory = Memory,
                CpuLimit = CpuLimit,
                FailoverAfter = FailoverAfter,
                FailoverMaxLag = FailoverMaxLag,
                UserNames = ServiceCredentials.UserNames(credentials),
                Renewed = RenewCredential,
                ToRevision = ToRevision,
            },
            cancel);
    }

    private protected override IReadOnlyDictionary<string, string> SecretsFor(OperationPlan plan) => ServiceCredentials.Passwords(credentials);
}
