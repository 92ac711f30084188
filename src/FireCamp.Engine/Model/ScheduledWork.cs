namespace FireCamp.Engine.Model;

/// <summary>What a scheduler can be told to run.</summary>
public enum ScheduledWork
{
    /// <summary><c>Invoke-FireCampBackupPolicy</c>: what backup policies have due.</summary>
    BackupPolicy = 0,

    /// <summary><c>Resume-FireCampOperation -Due</c>: queued operations that are due.</summary>
    QueuedOperation = 100,
}
