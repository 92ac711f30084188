using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>One session's turn at an operation: it drives it as far as it goes and leaves it so that anybody can go on.</summary>
internal sealed class OperationSession(BoundOperation operation, OperationRun run, OperationLog log, OperationEnding ending)
{
    /// <returns>The succeeded operation.</returns>
    public Task<Operation> GoForwardAsync(CancellationToken cancel) => GuardAsync(() => ForwardAsync(cancel), cancel);

    /// <returns>The undone operation.</returns>
    /// <exception cref="OperationNotUndoableException">It is past its point of no return; nothing was changed.</exception>
    public Task<Operation> GoBackAsync(CancellationToken cancel) => GuardAsync(() => UnwindAsync(null, cancel), cancel);

    private async Task<Operation> ForwardAsync(CancellationToken cancel)
    {
        try
        {
            await run.ForwardAsync(cancel).ConfigureAwait(false);
        }
        catch (AggregateException e) when (!log.Lost.IsCancellationRequested)
        {
            // Who interrupts an operation wants it to stop, not to be taken back, whatever errors the interruption causes.
            cancel.ThrowIfCancellationRequested();
            var error = OperationError.Of(e.InnerExceptions.FirstOrDefault(i => !IsTemporary(i)) ?? e.InnerExceptions[0]);
            if (error.IsTemporary || !operation.UnwindsOnFailure || run.PointOfNoReturn is not null)
            {
                throw await ending.FailAsync(error, e.InnerExceptions).ConfigureAwait(false);
            }

            var undone = await UnwindAsync(error, cancel).ConfigureAwait(false);
            throw new OperationFailedException(undone, error, e.InnerExceptions);
        }

        return await ending.FinishAsync(OperationState.Succeeded).ConfigureAwait(false);
    }

    private async Task<Operation> UnwindAsync(OperationError? because, CancellationToken cancel)
    {
        if (run.PointOfNoReturn is { } step)
        {
            await ending.GiveBackAsync().ConfigureAwait(false);
            throw new OperationNotUndoableException(ending.View(), step);
        }

        try
        {
            await run.UnwindAsync(because, cancel).ConfigureAwait(false);
        }
        catch (AggregateException e) when (!log.Lost.IsCancellationRequested)
        {
            throw await ending.GetStuckAsync(OperationError.Of(e.InnerExceptions[0]), e.InnerExceptions).ConfigureAwait(false);
        }

        return await ending.FinishAsync(OperationState.Undone).ConfigureAwait(false);
    }

    private static bool IsTemporary(Exception e) => e is FireCampException { IsTemporary: true };

    /// <summary>A lost operation isn't touched any more: what lost it is thrown, whatever came of that inside.</summary>
    private async Task<Operation> GuardAsync(Func<Task<Operation>> drive, CancellationToken cancel)
    {
        try
        {
            return await drive().ConfigureAwait(false);
        }
        catch (Exception) when (log.Lost.IsCancellationRequested)
        {
            log.ThrowIfLost();
            throw;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await ending.InterruptAsync().ConfigureAwait(false);
            throw;
        }
    }
}
