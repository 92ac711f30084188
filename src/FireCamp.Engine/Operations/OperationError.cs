using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>An error as it is kept: it is read back by whoever takes the operation up.</summary>
/// <param name="ErrorId">See <see cref="FireCampException.ErrorId"/>.</param>
/// <param name="IsTemporary">Whether the same attempt may succeed later without anybody changing anything.</param>
public sealed record OperationError(string ErrorId, string Message, string NextStep, bool IsTemporary)
{
    public static OperationError Of(Exception error) => error is FireCampException known
        ? new OperationError(known.ErrorId, known.Message, known.NextStep, known.IsTemporary)
        : new OperationError("Unexpected", $"{error.GetType().Name}: {error.Message}",
            "This is a fault in FireCamp or its surroundings. Mend what the message names, then resume or undo.", false);
}
