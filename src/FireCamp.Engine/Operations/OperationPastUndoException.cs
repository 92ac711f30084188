using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>An operation has begun a step that destroys what no undo can bring back; nothing was changed by asking.</summary>
public sealed class OperationPastUndoException(string operation, string step)
    : FireCampException(
        "OperationPastUndo",
        $"Operation {operation} can't be undone: step '{step}' has begun, and what it deletes can't be brought back.",
        $"Finish it: Resume-FireCampOperation {operation}.");
