using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>A step could not be taken back, however often that was tried. What is left waits for a person.</summary>
public sealed class OperationStuckException : FireCampException
{
    internal OperationStuckException(Operation operation, OperationError error, IReadOnlyList<Exception> errors)
        : base(
            "OperationStuck",
            $"{operation.Name} of {operation.Subject} is stuck: step '{operation.Step}' could not be taken back: {error.Message}",
            $"{error.NextStep} Then Undo-FireCampOperation {operation.Id}.",
            errors.Count == 1 ? errors[0] : new AggregateException(errors)) => Operation = operation;

    public Operation Operation { get; }
}
