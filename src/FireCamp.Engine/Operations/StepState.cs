namespace FireCamp.Engine.Operations;

/// <summary>Where a step of an operation stands, as its log tells. Not stored.</summary>
public enum StepState
{
    /// <summary>The log doesn't know it.</summary>
    NotStarted,

    /// <summary>It runs, or its runner died while it did: whoever takes the operation up runs it again or takes it back.</summary>
    Started,

    /// <summary>It was done.</summary>
    Done,

    /// <summary>It ended with an error; it may have been done in part.</summary>
    Failed,

    /// <summary>It is being taken back, or its runner died while it was.</summary>
    Undoing,

    /// <summary>Nothing of it is left.</summary>
    Undone,

    /// <summary>It could not be taken back.</summary>
    UndoFailed,
}
