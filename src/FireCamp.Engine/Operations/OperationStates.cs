namespace FireCamp.Engine.Operations;

public static class OperationStates
{
    /// <summary>Whether nothing is left to resume or undo; a finished operation never changes again.</summary>
    public static bool IsFinished(this OperationState state) => state is OperationState.Undone or OperationState.Succeeded;

    /// <summary>Whether it goes back: forward again is no longer possible.</summary>
    public static bool IsUnwinding(this OperationState state) => state is OperationState.Unwinding or OperationState.Stuck;
}
