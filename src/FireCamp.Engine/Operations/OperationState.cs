namespace FireCamp.Engine.Operations;

/// <summary>Where an operation stands. The names are stored: never rename one.</summary>
public enum OperationState
{
    /// <summary>
    /// Asked for, and not begun: it waits for its service's window, or for an approval. It is in the queue then and has no record that says so;
    /// resume begins it, undo withdraws it.
    /// </summary>
    Queued = -100,

    /// <summary>Going on, step by step; interrupted when nobody runs it. Resume or undo.</summary>
    Running = 0,

    /// <summary>A step failed, or the operation was interrupted, and what was done so far stands. Resume or undo.</summary>
    Failed = 100,

    /// <summary>What was done is being taken back; interrupted when nobody runs it. Resume and undo both go on with that.</summary>
    Unwinding = 200,

    /// <summary>A step could not be taken back: a person is needed. Resume and undo both try again.</summary>
    Stuck = 300,

    /// <summary>All was taken back. Final.</summary>
    Undone = 400,

    /// <summary>All steps were done. Final.</summary>
    Succeeded = 500,
}
