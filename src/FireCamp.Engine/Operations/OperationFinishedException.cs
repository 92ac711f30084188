using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>An operation that is finished can't be resumed or undone. Nothing was changed.</summary>
public sealed class OperationFinishedException(string operation, OperationState state)
    : FireCampException(
        "OperationFinished",
        $"Operation {operation} can't be resumed or undone: it is finished ({state}).",
        "See Get-FireCampOperation for those that are not.");
