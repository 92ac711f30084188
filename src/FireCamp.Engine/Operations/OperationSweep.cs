using FireCamp.Engine.Metadata;

namespace FireCamp.Engine.Operations;

/// <summary>Removes what nobody needs any more: old finished operations, and those that never came into being.</summary>
internal sealed class OperationSweep(ClusterPorts ports, OperationStore operations)
{
    public const int Kept = 500;

    /// <summary>One finished operation in so many sweeps: reading all records costs more than writing one.</summary>
    private const int Every = 16;

    /// <summary>Long past any start that is still under way, whatever the clocks say.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    public Task MaybeAsync(string finished, CancellationToken cancel)
        => finished.Sum(c => c) % Every == 0 ? SweepAsync(Kept, cancel) : Task.CompletedTask;

    /// <summary>The newest <paramref name="kept"/> finished operations are left, and all unfinished ones.</summary>
    public async Task SweepAsync(int kept, CancellationToken cancel)
    {
        var records = (await operations.ListAsync(cancel).ConfigureAwait(false)).Select(r => r.Value).ToList();
        var old = records.Where(r => r.State.IsFinished()).OrderByDescending(r => r.FinishedAt).Skip(kept);
        foreach (var record in old)
        {
            await operations.UnmarkAsync(record, cancel).ConfigureAwait(false);

            // Left when a start of it was interrupted; without the record it would count as waiting again.
            await ports.Store.ForgetAsync(Keys.Queued(record.Id), cancel).ConfigureAwait(false);
            await operations.ForgetAsync(record.Id, cancel).ConfigureAwait(false);
        }

        foreach (var record in records.Where(IsAbandoned))
        {
            if (!await operations.ExistsAsync(record, cancel).ConfigureAwait(false))
            {
                await operations.ForgetAsync(record.Id, cancel).ConfigureAwait(false);
            }
        }
    }

    private bool IsAbandoned(OperationRecord record)
        => record is { State: OperationState.Running, Log.Count: 0 }
           && (record.Runner?.Process.IsProvablyDead != false || ports.Time.GetUtcNow() - record.StartedAt > Abandoned);
}
