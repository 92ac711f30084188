using FireCamp.Engine.Operations;

namespace FireCamp.Testing.Operations;

/// <summary>One item of one step of an operation, in the order in which they run.</summary>
/// <param name="Name"><c>name</c> or <c>name/item</c>.</param>
/// <param name="IsPastReturn">Whether the operation can only go on once this has begun.</param>
internal sealed record PlannedStep(string Name, bool HasUndo, bool IsPastReturn)
{
    public static IReadOnlyList<PlannedStep> Of<TPlan>(IOperation<TPlan> operation, TPlan plan)
    {
        List<PlannedStep> result = [];
        var pastReturn = false;
        foreach (var step in operation.Steps)
        {
            IReadOnlyList<string?> items = step.Each is { } each ? [.. each(plan)] : new string?[] { null };
            pastReturn |= step.IsFinal && items.Count > 0;
            result.AddRange(items.Select(
                item => new PlannedStep(item is null ? step.Name : $"{step.Name}/{item}", step.Undo is not null, pastReturn)));
        }

        return result;
    }
}
