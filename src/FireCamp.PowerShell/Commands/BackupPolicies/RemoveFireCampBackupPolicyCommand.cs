using System.Management.Automation;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.BackupPolicies;

/// <summary>Removes backup policies. The backups that they took stay.</summary>
[Cmdlet(VerbsCommon.Remove, "FireCampBackupPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveFireCampBackupPolicyCommand : ConnectedCmdlet
{
    /// <summary>The policies, by name, with wildcards, or as objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(BackupPolicyCompleter))]
    [SupportsWildcards]
    public BackupPolicyReference[] Name { get; set; } = [];

    private protected override Task ProcessAsync(CancellationToken cancel)
        => ForEachAsync(Name, async reference =>
        {
            var cluster = await ConnectAsync(reference.Cluster, cancel);
            await ForEachAsync(await BackupPolicyNames.FindAsync(cluster, reference, cancel), async policy =>
            {
                if (ShouldProcess($"backup policy '{policy.Name}' of cluster '{cluster.Name}'", "Remove it; the backups that it took stay"))
                {
                    await cluster.BackupPolicies.RemoveAsync(policy.Name, cancel);
                }
            });
        });
}
