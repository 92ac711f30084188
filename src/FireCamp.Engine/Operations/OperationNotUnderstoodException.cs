using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>A stored operation, or a step in its log, is none that this version of FireCamp knows. Nothing was changed.</summary>
public sealed class OperationNotUnderstoodException(string operation, string unknown)
    : FireCampException(
        "OperationNotUnderstood",
        $"Operation {operation} can't be run here: this version of FireCamp knows no {unknown}.",
        "Resume or undo it with the version of FireCamp that began it.");
