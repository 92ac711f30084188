using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.BackupPolicies;

/// <summary>Changes backup policies; what isn't given stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "FireCampBackupPolicy", SupportsShouldProcess = true)]
[OutputType(typeof(BackupPolicy))]
public sealed class SetFireCampBackupPolicyCommand : BackupPolicyChangeCmdlet
{
    /// <summary>The policies, by name, with wildcards, or as objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(BackupPolicyCompleter))]
    [SupportsWildcards]
    public BackupPolicyReference[] Name { get; set; } = [];

    /// <summary>Write the policy once it is done.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override Task ProcessAsync(CancellationToken cancel)
        => ForEachAsync(Name, async reference =>
        {
            var cluster = await ConnectAsync(reference.Cluster, cancel);
            await ForEachAsync(await BackupPolicyNames.FindAsync(cluster, reference, cancel), async policy =>
            {
                var change = ChangeOf(policy.Name);
                var text = await cluster.BackupPolicies.DescribeAsync(change, cancel);
                if (!ShouldProcess(text, $"{text}{Environment.NewLine}{Environment.NewLine}Carry this out?", "FireCamp"))
                {
                    return;
                }

                var changed = await cluster.BackupPolicies.ChangeAsync(change, cancel);
                if (PassThru)
                {
                    WriteObject(changed);
                }
            });
        });
}
