using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Backups;

/// <summary>Removes backups for good.</summary>
[Cmdlet(VerbsCommon.Remove, "FireCampBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveFireCampBackupCommand : BackupCmdlet
{
    /// <summary>Also the last one of a service that was restored and found good.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override async Task<OperationPlan> PlanAsync(ClusterEngine cluster, BackupReference backup, CancellationToken cancel)
        => await cluster.Backups.PlanRemoveAsync(StoreOf(backup), backup.Id, Force, cancel);

    private protected override Task<IReadOnlyList<object>> ReadOutputAsync(
        ClusterEngine cluster, OperationPlan plan, BackupReference backup, CancellationToken cancel)
        => Task.FromResult<IReadOnlyList<object>>([]);
}
