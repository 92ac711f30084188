using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>An operation did not succeed. <see cref="Operation"/> tells what became of it.</summary>
/// <remarks>Its error id is that of the error that made it fail: scripts match on what went wrong.</remarks>
public sealed class OperationFailedException : FireCampException
{
    internal OperationFailedException(Operation operation, OperationError error, IReadOnlyList<Exception> errors)
        : base(
            error.ErrorId,
            $"{operation.Name} of {operation.Subject} failed at step '{operation.Step}': {error.Message}",
            Advice(operation, error),
            errors.Count switch { 0 => null, 1 => errors[0], _ => new AggregateException(errors) })
    {
        Operation = operation;
        Errors = errors;
        IsTemporary = error.IsTemporary;
    }

    public Operation Operation { get; }

    /// <summary>What went wrong; more than one when items that ran at once failed together.</summary>
    public IReadOnlyList<Exception> Errors { get; }

    public override bool IsTemporary { get; }

    private static string Advice(Operation operation, OperationError error) => operation.State switch
    {
        OperationState.Undone => $"{error.NextStep} What had been done was taken back; repeat the command.",
        _ when !operation.CanUndo => $"{error.NextStep} Then go on: Resume-FireCampOperation {operation.Id}.",
        _ => $"{error.NextStep} Then Resume-FireCampOperation {operation.Id}, or Undo-FireCampOperation {operation.Id}.",
    };
}
