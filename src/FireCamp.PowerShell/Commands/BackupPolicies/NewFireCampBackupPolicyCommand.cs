using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;

namespace FireCamp.PowerShell.Commands.BackupPolicies;

/// <summary>Says when services are to be backed up, and which of these backups are kept.</summary>
[Cmdlet(VerbsCommon.New, "FireCampBackupPolicy", SupportsShouldProcess = true)]
[OutputType(typeof(BackupPolicy))]
public sealed class NewFireCampBackupPolicyCommand : BackupPolicyChangeCmdlet
{
    /// <summary>The policy's name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    private protected override async Task ProcessAsync(CancellationToken cancel)
    {
        var cluster = await ConnectAsync(cancel);
        var change = ChangeOf(Name);
        var text = cluster.BackupPolicies.Describe(change.Apply(null, Time.GetUtcNow()));
        if (ShouldProcess(text, $"{text}{Environment.NewLine}{Environment.NewLine}Carry this out?", "FireCamp"))
        {
            WriteObject(await cluster.BackupPolicies.CreateAsync(change, cancel));
        }
    }
}
