namespace FireCamp.Engine.Model;

/// <summary>What became of a backup policy for a service.</summary>
public enum BackupTurnOutcome
{
    /// <summary>Nothing was to be done.</summary>
    NotDue = 0,

    /// <summary>All that was to be done is done.</summary>
    Done = 100,

    /// <summary>Somebody else is at work on it, or on the service; the next invocation looks again.</summary>
    Waiting = 200,

    /// <summary>Something failed; the next invocation tries again.</summary>
    Failed = 300,
}
