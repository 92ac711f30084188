using System.Management.Automation;
using FireCamp.PowerShell.Cmdlets;

namespace FireCamp.PowerShell.Commands.Backups;

/// <summary>Gets where a cluster's backups go when no store is named; nothing when that was never said.</summary>
[Cmdlet(VerbsCommon.Get, "FireCampBackupStore")]
[OutputType(typeof(BackupStore))]
public sealed class GetFireCampBackupStoreCommand : ConnectedCmdlet
{
    private protected override async Task ProcessAsync(CancellationToken cancel)
    {
        var cluster = await ConnectAsync(cancel);
        if (await cluster.Backups.FindStoreAsync(cancel) is { } url)
        {
            WriteObject(new BackupStore(cluster.Name, url));
        }
    }
}
