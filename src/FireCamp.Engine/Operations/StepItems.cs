using System.Collections.Concurrent;

namespace FireCamp.Engine.Operations;

/// <summary>Runs something for each of a step's items, some of them at once, begun in their order.</summary>
/// <param name="parallelism">How many at once; 1 is one after the other.</param>
/// <param name="stopAtFailure">
/// Whether the first that fails ends it all: none is begun after it, and those under way are cancelled. Steps ensure, so
/// what is cancelled half-way is done again or taken back later; and nobody waits minutes for members of a service that
/// can't come up anyway.
/// </param>
internal sealed class StepItems(IReadOnlyList<string?> items, int parallelism, bool stopAtFailure)
{
    private readonly ConcurrentQueue<string?> queue = new(items);
    private readonly ConcurrentQueue<Exception> errors = new();

    /// <exception cref="AggregateException">Those that failed by themselves; what was cancelled because of them is not in it.</exception>
    public async Task RunAsync(Func<string?, CancellationToken, Task> run, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var workers = Enumerable.Range(0, Math.Min(parallelism, items.Count)).Select(_ => WorkAsync(run, stop)).ToList();
        await Task.WhenAll(workers).ConfigureAwait(false);
        if (!errors.IsEmpty)
        {
            throw new AggregateException(errors);
        }

        cancel.ThrowIfCancellationRequested();
    }

    private async Task WorkAsync(Func<string?, CancellationToken, Task> run, CancellationTokenSource stop)
    {
        while (!stop.IsCancellationRequested && queue.TryDequeue(out var item))
        {
            try
            {
                await run(item, stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The log has it as started, and whoever goes on takes it up from there.
            }
            catch (Exception e)
            {
                errors.Enqueue(e);
                if (stopAtFailure)
                {
                    await stop.CancelAsync().ConfigureAwait(false);
                }
            }
        }
    }
}
