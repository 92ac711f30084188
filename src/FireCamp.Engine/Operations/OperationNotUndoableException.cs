using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>An operation has begun to destroy what no undo can bring back: it can only go on. Nothing was changed.</summary>
public sealed class OperationNotUndoableException : FireCampException
{
    internal OperationNotUndoableException(Operation operation, string step)
        : base(
            "OperationNotUndoable",
            $"{operation.Name} of {operation.Subject} can't be undone: its step '{step}' was begun, "
                + "and what that destroys can't be brought back.",
            $"Go on with it: Resume-FireCampOperation {operation.Id}.") => Operation = operation;

    public Operation Operation { get; }
}
