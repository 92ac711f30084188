namespace FireCamp.Engine.Operations;

/// <summary>A step of an operation with its plan filled in.</summary>
/// <param name="Items">What it is done for; a single null for a step that is done once.</param>
internal sealed record BoundStep(
    string Name,
    IReadOnlyList<string?> Items,
    Func<StepContext, CancellationToken, Task> Do,
    Func<StepContext, CancellationToken, Task>? Undo,
    bool OneByOne,
    bool IsFinal,
    TimeSpan Deadline)
{
    public static BoundStep Of<TPlan>(Step<TPlan> step, TPlan plan) => new(
        step.Name,
        step.Each is { } each ? [.. each(plan)] : new string?[] { null },
        (context, cancel) => step.Do(plan, context, cancel),
        step.Undo is { } undo ? (context, cancel) => undo(plan, context, cancel) : null,
        step.OneByOne,
        step.IsFinal,
        step.Deadline);
}
