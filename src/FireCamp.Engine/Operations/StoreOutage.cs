using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>Waits with an operation for its store, and says so for each step that it holds up.</summary>
/// <param name="left">The operation as this session left it: nothing of its steps runs meanwhile.</param>
internal sealed class StoreOutage(
    TimeProvider time, TimeSpan patience, OperationRecord left, IProgress<OperationProgress>? progress)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private readonly long started = time.GetTimestamp();

    /// <summary>What <paramref name="act"/> returns once the store answers it.</summary>
    /// <param name="why">What is known so far.</param>
    /// <param name="act">Safe to repeat.</param>
    /// <exception cref="StoreUnavailableException">The patience is over.</exception>
    public async Task<T> WaitAsync<T>(StoreUnavailableException why, Func<Task<T>> act, CancellationToken cancel)
    {
        while (time.GetElapsedTime(started) < patience)
        {
            Tell(why);
            await Task.Delay(Pause, time, cancel).ConfigureAwait(false);
            try
            {
                return await act().ConfigureAwait(false);
            }
            catch (StoreUnavailableException e)
            {
                why = e;
            }
        }

        throw why;
    }

    private void Tell(StoreUnavailableException why)
    {
        var blocker = new Blocker(why.Outage!, time.GetElapsedTime(started), why.Message, why.NextStep);
        var undoing = left.State.IsUnwinding();
        var last = left.Log.GroupBy(e => (e.Step, e.Item)).Select(g => g.Last()).ToList();
        var done = last.Count(e => e.Event == (undoing ? StepEvent.UndoFinished : StepEvent.Succeeded));
        foreach (var step in last.Where(e => e.Event is StepEvent.Started or StepEvent.UndoStarted).DefaultIfEmpty())
        {
            progress?.Report(new OperationProgress(
                left.Id, left.Name, left.Subject, step?.Step ?? "", step?.Item, done, left.Total, $"waiting for {blocker}", undoing));
        }
    }
}
