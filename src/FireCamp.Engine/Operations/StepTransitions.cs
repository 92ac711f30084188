namespace FireCamp.Engine.Operations;

/// <summary>How a step moves through its states.</summary>
public static class StepTransitions
{
    /// <summary>Returns the state a step is in once <paramref name="event"/> follows <paramref name="state"/> in the log.</summary>
    /// <remarks>A second <c>Started</c> or <c>UndoStarted</c> means that the runner died, or that a failed step is tried again.</remarks>
    /// <exception cref="CorruptLogException">No run can have written this event here.</exception>
    public static StepState Next(this StepState state, StepEvent @event) => (state, @event) switch
    {
        (StepState.NotStarted or StepState.Started or StepState.Failed, StepEvent.Started) => StepState.Started,
        (StepState.Started, StepEvent.Succeeded) => StepState.Done,
        (StepState.Started, StepEvent.Failed) => StepState.Failed,
        (StepState.Started or StepState.Done or StepState.Failed, StepEvent.UndoStarted) => StepState.Undoing,
        (StepState.Undoing or StepState.UndoFailed, StepEvent.UndoStarted) => StepState.Undoing,
        (StepState.Undoing, StepEvent.UndoFinished) => StepState.Undone,
        (StepState.Undoing, StepEvent.UndoFailed) => StepState.UndoFailed,
        _ => throw new CorruptLogException(state, @event),
    };

    /// <summary>Whether something of the step may exist, so that unwinding must take it back.</summary>
    public static bool NeedsUndo(this StepState state) => state is not (StepState.NotStarted or StepState.Undone);
}
