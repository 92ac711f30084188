using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Backups;

/// <summary>Restores backups into services that are there for this alone, looks at what they hold, and notes those that are good as proven.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FireCampBackup", SupportsShouldProcess = true)]
[OutputType(typeof(Backup))]
public sealed class TestFireCampBackupCommand : BackupCmdlet
{
    /// <summary>The file of the key that they are encrypted with, when another cluster took them.</summary>
    [Parameter]
    public string? KeyFile { get; set; }

    private protected override async Task<OperationPlan> PlanAsync(ClusterEngine cluster, BackupReference backup, CancellationToken cancel)
        => await cluster.Backups.PlanTestAsync(
            new RestoreOrder(backup.Id, StoreOf(backup), KeyFile is null ? null : GetUnresolvedProviderPathFromPSPath(KeyFile)), cancel);

    private protected override async Task<IReadOnlyList<object>> ReadOutputAsync(
        ClusterEngine cluster, OperationPlan plan, BackupReference backup, CancellationToken cancel)
        => [await cluster.Backups.GetAsync(StoreOf(backup), backup.Id, cancel)];
}
