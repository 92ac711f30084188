namespace FireCamp.Engine.Operations;

/// <summary>What a backup policy's turn does next. The names are stored: never rename one.</summary>
public enum TurnStage
{
    /// <summary>Take the backup.</summary>
    Take = 0,

    /// <summary>Copy the backup to the second store, if there is one.</summary>
    Copy = 100,

    /// <summary>Prove the backup, if it is one of those that are to be.</summary>
    Prove = 200,

    /// <summary>Remove the backups that retention lets go.</summary>
    Prune = 300,

    /// <summary>Nothing: it waits for the next due moment.</summary>
    Done = 400,
}
