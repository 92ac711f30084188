using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>Another session runs the operation now; this one stopped and wrote nothing more.</summary>
public sealed class OperationTakenOverException(string operation, string? by)
    : FireCampException(
        "OperationTakenOver",
        $"Operation {operation} was taken over{(by is null ? "" : $" by {by}")}: this session gave no sign of life for too long.",
        $"See Get-FireCampOperation {operation}.");
