using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>Does or takes back one item of a step, and logs it.</summary>
/// <remarks>What is cancelled logs nothing: its <c>Started</c> stands, so it runs again or is taken back later.</remarks>
internal sealed class StepRunner(ClusterPorts ports, OperationLog log, OperationReporter reporter, RunnerOptions options)
{
    private static readonly TimeSpan DuringOutage = TimeSpan.FromSeconds(0.5);

    public async Task DoAsync(BoundStep step, string? item, CancellationToken cancel)
    {
        await log.AppendAsync(step.Name, item, StepEvent.Started).ConfigureAwait(false);
        reporter.Report(step.Name, item, "");
        try
        {
            await RunAsync(step, item, step.Do, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (!IsCancelled(e, cancel))
        {
            await log.AppendAsync(step.Name, item, StepEvent.Failed, OperationError.Of(e)).ConfigureAwait(false);
            throw;
        }

        log.Block(step.Name, item, []);
        await log.AppendAsync(step.Name, item, StepEvent.Succeeded).ConfigureAwait(false);
        reporter.Report(step.Name, item, "");
    }

    public async Task UndoAsync(BoundStep step, string? item, CancellationToken cancel)
    {
        await log.AppendAsync(step.Name, item, StepEvent.UndoStarted).ConfigureAwait(false);
        reporter.Report(step.Name, item, "");
        try
        {
            await RetryUndoAsync(step, item, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (!IsCancelled(e, cancel))
        {
            await log.AppendAsync(step.Name, item, StepEvent.UndoFailed, OperationError.Of(e)).ConfigureAwait(false);
            throw;
        }

        log.Block(step.Name, item, []);
        await log.AppendAsync(step.Name, item, StepEvent.UndoFinished).ConfigureAwait(false);
        reporter.Report(step.Name, item, "");
    }

    private static bool IsCancelled(Exception e, CancellationToken cancel)
        => e is OperationCanceledException && cancel.IsCancellationRequested;

    private async Task RetryUndoAsync(BoundStep step, string? item, CancellationToken cancel)
    {
        foreach (var wait in options.UndoRetries)
        {
            try
            {
                await RunAsync(step, item, step.Undo!, cancel).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (!IsCancelled(e, cancel))
            {
                reporter.Report(step.Name, item, $"Taking it back failed and is tried again: {e.Message}");
                await Task.Delay(wait, ports.Time, cancel).ConfigureAwait(false);
            }
        }

        await RunAsync(step, item, step.Undo!, cancel).ConfigureAwait(false);
    }

    private async Task RunAsync(
        BoundStep step, string? item, Func<StepContext, CancellationToken, Task> action, CancellationToken cancel)
    {
        IReadOnlyList<Blocker> blockers = [];
        var context = new StepContext(
            ports, log.Record.Id, item, message => reporter.Report(step.Name, item, message), Block, OpenInput)
        {
            Actor = log.Record.Actor,
        };
        Block([]);
        using var deadline = new CancellationTokenSource(step.Deadline, ports.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            await ThroughOutagesAsync(step, item, () => action(context, either.Token), Block, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new OperationBlockedException(StepName.Of(step.Name, item), step.Deadline, blockers);
        }

        void Block(IReadOnlyList<Blocker> by)
        {
            blockers = by;
            log.Block(step.Name, item, by);
        }
    }

    // Steps ensure, so one that met an outage is begun again.
    private async Task ThroughOutagesAsync(
        BoundStep step, string? item, Func<Task> act, Action<IReadOnlyList<Blocker>> block, CancellationToken cancel)
    {
        long? since = null;
        while (true)
        {
            var tried = ports.Time.GetTimestamp();
            try
            {
                await act().ConfigureAwait(false);
                return;
            }
            catch (FireCampException e) when (e.Outage is not null && !cancel.IsCancellationRequested)
            {
                since ??= tried;
                var blocker = new Blocker(e.Outage, ports.Time.GetElapsedTime(since.Value), e.Message, e.NextStep);
                block([blocker]);
                reporter.Report(step.Name, item, $"waiting for {blocker}");
                await Task.Delay(DuringOutage, ports.Time, cancel).ConfigureAwait(false);
            }
        }
    }

    private string? OpenInput(string name)
        => log.Record.Inputs.TryGetValue(name, out var seal) ? ports.Secrets.Open(seal, log.Record.Id) : null;
}
