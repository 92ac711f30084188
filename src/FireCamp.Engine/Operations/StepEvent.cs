namespace FireCamp.Engine.Operations;

/// <summary>What an operation's log says of a step. The names are stored: never rename one.</summary>
public enum StepEvent
{
    /// <summary>It is about to be done. Written before it has touched anything.</summary>
    Started,

    /// <summary>It was done.</summary>
    Succeeded,

    /// <summary>It ended with an error; it may have been done in part.</summary>
    Failed,

    /// <summary>It is about to be taken back.</summary>
    UndoStarted,

    /// <summary>Nothing of it is left.</summary>
    UndoFinished,

    /// <summary>It could not be taken back, however often that was tried.</summary>
    UndoFailed,
}
