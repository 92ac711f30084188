using System.Collections;
using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Backups;

/// <summary>Takes backups of services, and writes them. The services run on meanwhile.</summary>
[Cmdlet(VerbsData.Backup, "FireCampService", SupportsShouldProcess = true)]
[OutputType(typeof(Backup), typeof(Operation))]
public sealed class BackupFireCampServiceCommand : ServiceOperationCmdlet
{
    /// <summary>The URL of the store that they go to; by default the cluster's own.</summary>
    [Parameter]
    public string? Store { get; set; }

    /// <summary>A name of your own for them; need not be the only one of that name.</summary>
    [Parameter]
    public string? Label { get; set; }

    /// <summary>Whatever else you want to know of them later, by name.</summary>
    [Parameter]
    public Hashtable Tag { get; set; } = [];

    /// <summary>Encrypt them with the cluster's key.</summary>
    [Parameter]
    public SwitchParameter Encrypt { get; set; }

    private protected override async Task<OperationPlan> PlanAsync(ClusterEngine cluster, ServiceReference service, CancellationToken cancel)
        => await cluster.Backups.PlanBackupAsync(service.Name, Store, Encrypt, Label, BackupTags.Read(Tag), cancel);

    private protected override async Task<IReadOnlyList<object>> ReadOutputAsync(
        ClusterEngine cluster, OperationPlan plan, string service, CancellationToken cancel)
        => plan is BackupServicePlan { Place: var place } ? [await cluster.Backups.GetAsync(place.Store, place.Id, cancel)] : [];
}
