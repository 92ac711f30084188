using System.Management.Automation;
using FireCamp.Engine.Backups.Policies;
using FireCamp.PowerShell.Arguments;
using FireCamp.PowerShell.Completion;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>Takes what a user says of a backup policy.</summary>
public abstract class BackupPolicyChangeCmdlet : ConnectedCmdlet
{
    private protected BackupPolicyChangeCmdlet()
    {
    }

    /// <summary>When it is due: a cron line such as <c>30 2 * * *</c>, or an interval such as <c>6h</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ScheduleCompleter))]
    public string? Schedule { get; set; }

    /// <summary>The time zone that a cron line means; an empty one is UTC.</summary>
    [Parameter]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>The services, by name or by pattern.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [SupportsWildcards]
    public string[]? Service { get; set; }

    /// <summary>Keep so many newest backups of a service.</summary>
    [Parameter]
    public int? KeepLast { get; set; }

    /// <summary>Keep all that are no older.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? KeepWithin { get; set; }

    /// <summary>Keep the newest of each of so many days.</summary>
    [Parameter]
    public int? KeepDaily { get; set; }

    /// <summary>Keep the newest of each of so many weeks.</summary>
    [Parameter]
    public int? KeepWeekly { get; set; }

    /// <summary>Keep the newest of each of so many months.</summary>
    [Parameter]
    public int? KeepMonthly { get; set; }

    /// <summary>Prove the first backup of a service, and then each so manieth; 0 for none.</summary>
    [Parameter]
    public int? ProveEvery { get; set; }

    /// <summary>The URL of the store that backups go to; an empty one is the cluster's own.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Store { get; set; }

    /// <summary>Encrypt backups with the cluster's key.</summary>
    [Parameter]
    public SwitchParameter Encrypt { get; set; }

    /// <summary>The URL of a second store that each backup is copied to; an empty one is none.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? CopyTo { get; set; }

    /// <summary>Encrypt the copies though the backups aren't.</summary>
    [Parameter]
    public SwitchParameter EncryptCopy { get; set; }

    private protected BackupPolicyChange ChangeOf(string name) => new()
    {
        Name = name,
        Schedule = Schedule,
        TimeZone = TimeZone,
        Services = Service,
        Last = KeepLast,
        Within = KeepWithin,
        Daily = KeepDaily,
        Weekly = KeepWeekly,
        Monthly = KeepMonthly,
        ProveEvery = ProveEvery,
        Store = Store,
        IsEncrypted = Said(nameof(Encrypt), Encrypt),
        CopyTo = CopyTo,
        IsCopyEncrypted = Said(nameof(EncryptCopy), EncryptCopy),
    };

    private bool? Said(string name, SwitchParameter value) => MyInvocation.BoundParameters.ContainsKey(name) ? value.IsPresent : null;
}
