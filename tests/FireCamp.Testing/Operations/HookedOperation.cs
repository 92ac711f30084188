using FireCamp.Engine.Operations;

namespace FireCamp.Testing.Operations;

/// <summary>An operation with something put in the way of its steps.</summary>
public sealed class HookedOperation<TPlan>(IOperation<TPlan> operation, StepHook? onDo, StepHook? onUndo) : IOperation<TPlan>
{
    public string Name => operation.Name;

    public bool UnwindsOnFailure => operation.UnwindsOnFailure;

    public IReadOnlyList<Step<TPlan>> Steps { get; } =
    [
        .. operation.Steps.Select(step => step with
        {
            Do = Hook(step.Name, step.Do, onDo)!,
            Undo = Hook(step.Name, step.Undo, onUndo),
        }),
    ];

    private static StepAction<TPlan>? Hook(string step, StepAction<TPlan>? action, StepHook? hook)
        => action is null || hook is null
            ? action
            : (plan, context, cancel) => hook(
                context.Item is null ? step : $"{step}/{context.Item}", () => action(plan, context, cancel));
}
