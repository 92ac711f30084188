namespace FireCamp.Engine.Operations;

/// <summary>Drives one operation through its steps, forward or back, for as long as this session runs it.</summary>
internal sealed class OperationRun(
    IReadOnlyList<BoundStep> steps, OperationLog log, StepRunner runner, RunnerOptions options)
{
    /// <summary>The step that was begun and destroys what no undo can bring back; null while all can be taken back.</summary>
    public string? PointOfNoReturn => steps.FirstOrDefault(
        step => step.IsFinal && step.Items.Any(item => log.StateOf(step.Name, item) != StepState.NotStarted))?.Name;

    /// <summary>Every step is done.</summary>
    /// <exception cref="AggregateException">What failed; the steps before it are done, those after it not begun.</exception>
    public async Task ForwardAsync(CancellationToken cancel)
    {
        await log.ChangeAsync(record => record with { State = OperationState.Running, Error = null }).ConfigureAwait(false);
        foreach (var step in steps)
        {
            var items = step.Items.Where(item => log.StateOf(step.Name, item) != StepState.Done);
            await RunItemsAsync(step, items, runner.DoAsync, stopAtFailure: true, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Every step that was begun is taken back, the last first.</summary>
    /// <param name="because">What made it fail; null when a person asked for it, and then what was kept before is.</param>
    /// <exception cref="AggregateException">What could not be taken back; the steps before it stand.</exception>
    public async Task UnwindAsync(OperationError? because, CancellationToken cancel)
    {
        await log.ChangeAsync(record => record with { State = OperationState.Unwinding, Error = because ?? record.Error })
            .ConfigureAwait(false);
        foreach (var step in steps.Reverse().Where(step => step.Undo is not null))
        {
            var items = step.Items.Reverse().Where(item => log.StateOf(step.Name, item).NeedsUndo());
            await RunItemsAsync(step, items, runner.UndoAsync, stopAtFailure: false, cancel).ConfigureAwait(false);
        }
    }

    private Task RunItemsAsync(
        BoundStep step,
        IEnumerable<string?> items,
        Func<BoundStep, string?, CancellationToken, Task> run,
        bool stopAtFailure,
        CancellationToken cancel)
    {
        var parallelism = step.OneByOne ? 1 : options.Parallelism;
        return new StepItems([.. items], parallelism, stopAtFailure || step.OneByOne)
            .RunAsync((item, token) => run(step, item, token), cancel);
    }
}
