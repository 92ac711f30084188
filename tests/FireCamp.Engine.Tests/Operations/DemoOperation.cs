using FireCamp.Engine.Metadata;
using FireCamp.Engine.Operations;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>An operation whose steps each write one record, and whose undos forget it.</summary>
/// <param name="onDo">Runs before a step's record is written, with the step's full name.</param>
/// <param name="onUndo">Runs before a step's record is forgotten.</param>
internal sealed class DemoOperation(
    DemoPlan plan,
    Func<string, StepContext, CancellationToken, Task>? onDo = null,
    Func<string, StepContext, CancellationToken, Task>? onUndo = null) : IOperation<DemoPlan>
{
    public string Name => DemoPlan.Name;

    public bool UnwindsOnFailure { get; init; } = true;

    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(2);

    public IReadOnlyList<Step<DemoPlan>> Steps => [.. plan.Steps.Select(StepOf)];

    private Step<DemoPlan> StepOf(DemoStep step) => new(
        step.Name,
        (_, context, cancel) => DoAsync(step, context, cancel),
        step.HasUndo ? (_, context, cancel) => UndoAsync(step, context, cancel) : null)
    {
        Each = step.Items == 0 ? null : _ => step.ItemNames,
        OneByOne = step.OneByOne,
        IsFinal = step.IsFinal,
        Deadline = Deadline,
    };

    private async Task DoAsync(DemoStep step, StepContext context, CancellationToken cancel)
    {
        var name = StepName.Of(step.Name, context.Item);
        await (onDo?.Invoke(name, context, cancel) ?? Task.CompletedTask);
        if (step.HasUndo || step.IsFinal)
        {
            await context.Ports.Store.UpdateAsync(
                $"demo/{name}", _ => new UnfinishedMark(name), OperationsJson.Default.UnfinishedMark, cancel);
        }
    }

    private async Task UndoAsync(DemoStep step, StepContext context, CancellationToken cancel)
    {
        var name = StepName.Of(step.Name, context.Item);
        await (onUndo?.Invoke(name, context, cancel) ?? Task.CompletedTask);
        await context.Ports.Store.ForgetAsync($"demo/{name}", cancel);
    }
}
