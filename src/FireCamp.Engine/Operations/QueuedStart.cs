using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Makes of a queued operation one that exists. Of two sessions that try at once only one succeeds.</summary>
/// <remarks>
/// The operation is begun first, under the id that it was queued with, and its entry goes then: after a crash between the two it is an
/// interrupted operation. One whose entry is gone by then was withdrawn at the same moment; nothing of it has been done, and nothing is left.
/// </remarks>
internal sealed class QueuedStart(ClusterPorts ports, OperationStore operations, OperationQueue queue, RunnerOptions options)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.2);

    /// <returns>The record's revision.</returns>
    /// <exception cref="OperationUnfinishedException">Another operation on its subject is unfinished; it stays queued.</exception>
    /// <exception cref="OperationRunningException">Somebody else has begun it.</exception>
    /// <exception cref="NotFoundException">It was withdrawn.</exception>
    public async Task<long> BeginAsync(OperationRecord record, OperationPlan plan, CancellationToken cancel)
    {
        long? revision;
        while ((revision = await operations.BeginAsync(record, plan, cancel).ConfigureAwait(false)) is null)
        {
            await ClearAsync(record.Id, cancel).ConfigureAwait(false);
        }

        if (await queue.TakeOutAsync(record.Id, CancellationToken.None).ConfigureAwait(false))
        {
            return revision.Value;
        }

        await operations.UnmarkAsync(record, CancellationToken.None).ConfigureAwait(false);
        await operations.ForgetAsync(record.Id, CancellationToken.None).ConfigureAwait(false);
        throw OperationQueue.NotQueued(record.Id);
    }

    /// <summary>What a start that died before its operation came into being has left is gone.</summary>
    /// <exception cref="OperationRunningException">It did come into being.</exception>
    private async Task ClearAsync(string id, CancellationToken cancel)
    {
        var watched = ports.Time.GetTimestamp();
        while (await operations.FindAsync(id, cancel).ConfigureAwait(false) is { } found)
        {
            if (await operations.ExistsAsync(found.Value, cancel).ConfigureAwait(false))
            {
                throw new OperationRunningException(id, found.Value.Runner);
            }

            if (found.Value.Runner?.Process.IsProvablyDead != false || ports.Time.GetElapsedTime(watched) > options.LeaseDuration)
            {
                await operations.ForgetAsync(id, cancel).ConfigureAwait(false);
                return;
            }

            await Task.Delay(Pause, ports.Time, cancel).ConfigureAwait(false);
        }
    }
}
