using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>Takes up an operation that nobody runs any more.</summary>
/// <remarks>
/// Free at once: one that its runner gave back, or whose runner's process provably died. Else this session watches the
/// record, on its own clock, for as long as the lease lasts; any write in that time is a sign of life.
/// </remarks>
internal sealed class OperationTakeover(ClusterPorts ports, OperationStore operations, RunnerOptions options)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.2);

    /// <summary>This session runs the operation.</summary>
    /// <exception cref="OperationRunningException">Somebody else does.</exception>
    /// <exception cref="OperationFinishedException">It is finished.</exception>
    public async Task<Versioned<OperationRecord>> TakeAsync(string id, CancellationToken cancel)
    {
        var found = await WaitUntilFreeAsync(id, cancel).ConfigureAwait(false);
        var taken = found.Value with { Runner = NewRunner() };
        try
        {
            var revision = await ports.Store.PutAsync(
                found.Key, taken, found.Revision, OperationsJson.Default.OperationRecord, cancel).ConfigureAwait(false);
            return found with { Value = taken, Revision = revision };
        }
        catch (RevisionConflictException)
        {
            var other = await operations.GetAsync(id, cancel).ConfigureAwait(false);
            throw new OperationRunningException(id, other.Value.Runner);
        }
    }

    /// <summary>This session goes on with what it ran before it lost sight of the store.</summary>
    /// <returns>The operation; finished where this session's last write did that after all.</returns>
    /// <exception cref="OperationTakenOverException">Another session has had it since.</exception>
    public async Task<Versioned<OperationRecord>> TakeBackAsync(string id, string holder, CancellationToken cancel)
    {
        while (true)
        {
            var found = await operations.GetAsync(id, cancel).ConfigureAwait(false);
            if (found.Value.State.IsFinished())
            {
                return found;
            }

            if (found.Value.Runner?.Holder != holder)
            {
                throw new OperationTakenOverException(id, found.Value.Runner?.Actor);
            }

            try
            {
                var taken = found.Value with { Runner = NewRunner() };
                var revision = await ports.Store.PutAsync(
                    found.Key, taken, found.Revision, OperationsJson.Default.OperationRecord, cancel).ConfigureAwait(false);
                return found with { Value = taken, Revision = revision };
            }
            catch (RevisionConflictException)
            {
                // A late write of this session's own, or somebody who takes it over: the next look tells.
            }
        }
    }

    public RunnerRecord NewRunner()
        => new($"{Guid.NewGuid():N}", options.Actor, options.Process, 0, ports.Time.GetUtcNow());

    private async Task<Versioned<OperationRecord>> WaitUntilFreeAsync(string id, CancellationToken cancel)
    {
        var first = await GetUnfinishedAsync(id, cancel).ConfigureAwait(false);
        var watched = ports.Time.GetTimestamp();
        var seen = first;
        while (seen.Value.Runner is { Process.IsProvablyDead: false } && ports.Time.GetElapsedTime(watched) < options.LeaseDuration)
        {
            await Task.Delay(Pause, ports.Time, cancel).ConfigureAwait(false);
            seen = await GetUnfinishedAsync(id, cancel).ConfigureAwait(false);
            if (seen.Revision != first.Revision && seen.Value.Runner is { Process.IsProvablyDead: false } runner)
            {
                throw new OperationRunningException(id, runner);
            }
        }

        return seen;
    }

    private async Task<Versioned<OperationRecord>> GetUnfinishedAsync(string id, CancellationToken cancel)
    {
        var found = await operations.GetAsync(id, cancel).ConfigureAwait(false);
        return found.Value.State.IsFinished() ? throw new OperationFinishedException(id, found.Value.State) : found;
    }
}
