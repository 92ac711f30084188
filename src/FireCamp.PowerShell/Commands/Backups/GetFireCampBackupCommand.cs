using System.Collections;
using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Backups;

/// <summary>Gets the backups that a store has, the oldest of each service first.</summary>
[Cmdlet(VerbsCommon.Get, "FireCampBackup")]
[OutputType(typeof(Backup))]
public sealed class GetFireCampBackupCommand : ConnectedCmdlet
{
    /// <summary>Those of these services, by name, with wildcards, or as objects; the services needn't be there any more.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [SupportsWildcards]
    public ServiceReference[] Service { get; set; } = [new("*")];

    /// <summary>Only those with these ids.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(BackupCompleter))]
    [SupportsWildcards]
    public string[] Id { get; set; } = ["*"];

    /// <summary>Only those with this label.</summary>
    [Parameter]
    [SupportsWildcards]
    public string? Label { get; set; }

    /// <summary>Only those that have all of these tags.</summary>
    [Parameter]
    public Hashtable Tag { get; set; } = [];

    /// <summary>Only those that were restored and found good.</summary>
    [Parameter]
    public SwitchParameter Proven { get; set; }

    /// <summary>Look in the archived logs of their services up to which moment each can be restored.</summary>
    [Parameter]
    public SwitchParameter Range { get; set; }

    /// <summary>The URL of the store; by default the cluster's own.</summary>
    [Parameter]
    public string? Store { get; set; }

    private protected override Task ProcessAsync(CancellationToken cancel)
        => ForEachAsync(Service, async service =>
        {
            var cluster = await ConnectAsync(service.Cluster, cancel);
            var backups = await cluster.Backups.ListAsync(Store, service.IsPattern ? null : service.Name, cancel);
            IReadOnlyList<Backup> wanted = [.. backups.Where(b => IsWanted(b, service))];
            WriteObject(Range ? await cluster.Backups.WithRangesAsync(wanted, cancel) : wanted, enumerateCollection: true);
        });

    private bool IsWanted(Backup backup, ServiceReference service)
        => NamePatterns.Matching(service.Name)(backup.Service)
            && Id.Any(id => NamePatterns.Matching(id)(backup.Id))
            && (Label is null || NamePatterns.Matching(Label)(backup.Label ?? ""))
            && (!Proven || backup.ProvenAt is not null)
            && BackupTags.Has(backup, BackupTags.Read(Tag));
}
