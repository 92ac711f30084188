using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups;

/// <summary>A backup builds on a parent that is gone or is another one than the backup was made on.</summary>
public sealed class BackupParentException(string backup, string parent, string why)
    : FireCampException("BackupParentWrong", $"Backup '{backup}' builds on backup '{parent}', which {why}.",
        "Restore a backup that needs no parent, or put the parent back.");
