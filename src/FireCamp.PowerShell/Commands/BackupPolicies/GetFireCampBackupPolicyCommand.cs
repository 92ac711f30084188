using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.BackupPolicies;

/// <summary>Gets backup policies, and when each is due next.</summary>
[Cmdlet(VerbsCommon.Get, "FireCampBackupPolicy")]
[OutputType(typeof(BackupPolicy))]
public sealed class GetFireCampBackupPolicyCommand : ConnectedCmdlet
{
    /// <summary>The policies, by name, with wildcards, or as objects.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(BackupPolicyCompleter))]
    [SupportsWildcards]
    public BackupPolicyReference[] Name { get; set; } = [new("*")];

    private protected override Task ProcessAsync(CancellationToken cancel)
        => ForEachAsync(Name, async reference =>
        {
            var cluster = await ConnectAsync(reference.Cluster, cancel);
            WriteObject(await BackupPolicyNames.FindAsync(cluster, reference, cancel), enumerateCollection: true);
        });
}
