using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Backups;

/// <summary>Copies backups to another store, and writes the copies.</summary>
[Cmdlet(VerbsCommon.Copy, "FireCampBackup", SupportsShouldProcess = true)]
[OutputType(typeof(Backup))]
public sealed class CopyFireCampBackupCommand : BackupCmdlet
{
    /// <summary>The URL of the store that they are copied to.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string To { get; set; } = "";

    /// <summary>Encrypt the copies with the cluster's key though the backups aren't.</summary>
    [Parameter]
    public SwitchParameter Encrypt { get; set; }

    /// <summary>The file of the key that they are encrypted with, when another cluster took them.</summary>
    [Parameter]
    public string? KeyFile { get; set; }

    private protected override async Task<OperationPlan> PlanAsync(ClusterEngine cluster, BackupReference backup, CancellationToken cancel)
        => await cluster.Backups.PlanCopyBackupAsync(
            new RestoreOrder(backup.Id, StoreOf(backup), KeyFile is null ? null : GetUnresolvedProviderPathFromPSPath(KeyFile)), To, Encrypt, cancel);

    private protected override async Task<IReadOnlyList<object>> ReadOutputAsync(
        ClusterEngine cluster, OperationPlan plan, BackupReference backup, CancellationToken cancel)
        => [await cluster.Backups.GetAsync(To, backup.Id, cancel)];
}
