using System.Globalization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups;

/// <summary>A service's data can't be brought to the moment that was asked for; nothing was changed.</summary>
public sealed class BackupTimeException : FireCampException
{
    private BackupTimeException(string id, string service, DateTimeOffset to, string why, string next)
        : base(id, $"The data of '{service}' can't be brought to {Text(to)}: {why}", next) => Target = service;

    /// <summary>No backup of the service says where its log goes on.</summary>
    internal static BackupTimeException NotArchived(string service, DateTimeOffset to) => new(
        "LogNotArchived", service, to, "no backup in the store was taken while the service's log was archived.",
        "Have it archived (see the kind's options, with Update-FireCampService), then take a backup: from then on it can be.");

    /// <summary>The moment is before the first or after the last that can be had.</summary>
    internal static BackupTimeException Outside(string service, DateTimeOffset to, DateTimeOffset from, DateTimeOffset? until) => new(
        "TimeOutsideRange", service, to,
        until is { } last
            ? $"what is there reaches from {Text(from)} to {Text(last)}."
            : $"what is there begins at {Text(from)}, and of the log that follows too little is archived yet.",
        "Get-FireCampBackup -Range shows what moments each backup can be brought to. The last ones come with the next segments of the log.");

    /// <summary>A segment of the log is missing before the moment is reached.</summary>
    internal static BackupTimeException Gap(string service, DateTimeOffset to, string backup, string segment, DateTimeOffset? until) => new(
        "LogGap", service, to,
        $"after backup '{backup}' its log lacks segment {segment}{(until is { } last ? $", so that it ends at {Text(last)}" : "")}.",
        "Name a moment before that, or one after a later backup. If the segment may still come, Test-FireCampService says what it waits for.");

    internal static string Text(DateTimeOffset time)
        => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
