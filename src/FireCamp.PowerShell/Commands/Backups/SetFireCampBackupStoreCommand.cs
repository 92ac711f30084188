using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;

namespace FireCamp.PowerShell.Commands.Backups;

/// <summary>Says where a cluster's backups go when no store is named. The store is tried out first.</summary>
[Cmdlet(VerbsCommon.Set, "FireCampBackupStore", SupportsShouldProcess = true)]
[OutputType(typeof(BackupStore))]
public sealed class SetFireCampBackupStoreCommand : ConnectedCmdlet
{
    /// <summary>The store's URL: <c>file:///srv/backups</c>, or <c>s3://bucket/prefix?…</c>.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Url { get; set; } = "";

    /// <summary>Key id and key of the credential that the URL names with <c>credential=NAME</c>; kept in the cluster's secrets.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Write the store once it is done.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancel)
    {
        var cluster = await ConnectAsync(cancel);
        if (!ShouldProcess($"cluster '{cluster.Name}'", $"Take backups to {Url.Split('?')[0]}"))
        {
            return;
        }

        await cluster.Backups.SetStoreAsync(Url, Credential is { } given ? (NameIn(Url), Keys(given)) : null, cancel);
        if (PassThru)
        {
            WriteObject(new BackupStore(cluster.Name, Url));
        }
    }

    private static string Keys(PSCredential given) => $"{given.UserName}:{given.GetNetworkCredential().Password}";

    private static string NameIn(string url)
        => url.Split('?', '&').FirstOrDefault(p => p.StartsWith("credential=", StringComparison.Ordinal)) is { } part
            ? part["credential=".Length..]
            : throw new InvalidInputException("InvalidBackupStore", "The backup store",
                [new Mistake("Credential", "the URL names none: add credential=NAME to it.")]);
}
