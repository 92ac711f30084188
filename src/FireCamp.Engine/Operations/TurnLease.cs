using System.Runtime.ExceptionServices;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>The right to carry out one turn of a backup policy, for as long as it isn't disposed and the store can be reached.</summary>
/// <remarks>Nobody compares clocks: who wants a turn that another has watches on his own clock that it gives no sign of life.</remarks>
internal sealed class TurnLease : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.2);

    private readonly TurnWriter writer;
    private readonly SemaphoreSlim turns = new(1);
    private readonly CancellationTokenSource lost = new();
    private readonly RunnerLease lease;
    private ExceptionDispatchInfo? failure;

    private TurnLease(ClusterPorts ports, RunnerOptions options, Versioned<BackupTurn> taken)
    {
        writer = new TurnWriter(ports.Store, ports.Time, ports.Cluster, taken, options.LeaseDuration);
        Turn = taken.Value;
        lease = new RunnerLease(() => ChangeAsync(turn => turn), options.BeatInterval, ports.Time, lost.Token);
    }

    /// <summary>The turn as it was last written.</summary>
    public BackupTurn Turn { get; private set; }

    /// <summary>Cancelled when this session must not go on: another took the turn over, or the store is gone.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>What lost the turn for this session; null while it has it.</summary>
    public Exception? Failure => failure?.SourceException;

    /// <summary>The turn that is recorded, once nobody works at it.</summary>
    /// <returns>Whether nobody does: where somebody gives signs of life, the turn as he last wrote it.</returns>
    public static async Task<(Versioned<BackupTurn>? Turn, bool IsFree)> LookAsync(
        ClusterPorts ports, RunnerOptions options, string key, CancellationToken cancel)
    {
        var first = await FindAsync(ports, key, cancel).ConfigureAwait(false);
        var watched = ports.Time.GetTimestamp();
        var seen = first;
        while (seen?.Value.Runner is { Process.IsProvablyDead: false })
        {
            if (seen.Revision != first?.Revision)
            {
                return (seen, false);
            }

            if (ports.Time.GetElapsedTime(watched) >= options.LeaseDuration)
            {
                break;
            }

            await Task.Delay(Pause, ports.Time, cancel).ConfigureAwait(false);
            seen = await FindAsync(ports, key, cancel).ConfigureAwait(false);
        }

        return (seen, true);
    }

    /// <summary>The turn is recorded, and this session's.</summary>
    /// <param name="seen">What was recorded when <paramref name="turn"/> was decided.</param>
    /// <returns>Null when another was first.</returns>
    public static async Task<TurnLease?> TakeAsync(
        ClusterPorts ports, RunnerOptions options, Versioned<BackupTurn>? seen, BackupTurn turn, CancellationToken cancel)
    {
        var runner = new RunnerRecord($"{Guid.NewGuid():N}", options.Actor, options.Process, 0, ports.Time.GetUtcNow());
        var taken = turn with { Runner = runner };
        var key = Keys.BackupTurn(turn.Policy, turn.Service);
        try
        {
            var revision = await ports.Store.PutAsync(
                key, taken, seen?.Revision ?? 0, OperationsJson.Default.BackupTurn, cancel).ConfigureAwait(false);
            return new TurnLease(ports, options, new Versioned<BackupTurn>(key, taken, revision));
        }
        catch (RevisionConflictException)
        {
            return null;
        }
    }

    /// <summary>The changed turn is stored.</summary>
    /// <exception cref="FireCampException">It is this session's no more, or the store didn't answer for too long.</exception>
    public async Task ChangeAsync(Func<BackupTurn, BackupTurn> change)
    {
        await turns.WaitAsync().ConfigureAwait(false);
        try
        {
            failure?.Throw();
            var next = change(Turn);
            if (next.Runner is { } runner)
            {
                next = next with { Runner = runner with { Beat = runner.Beat + 1 } };
            }

            await writer.WriteAsync(next).ConfigureAwait(false);
            Turn = next;
        }
        catch (Exception e)
        {
            failure ??= ExceptionDispatchInfo.Capture(e);
            await lost.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>The turn is free for the next who wants it. Where that can't be written, it is once the lease is over.</summary>
    public async ValueTask DisposeAsync()
    {
        await lease.DisposeAsync().ConfigureAwait(false);
        if (!lost.IsCancellationRequested)
        {
            await ChangeAsync(turn => turn with { Runner = null }).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        turns.Dispose();
        lost.Dispose();
    }

    private static Task<Versioned<BackupTurn>?> FindAsync(ClusterPorts ports, string key, CancellationToken cancel)
        => ports.Store.FindAsync(key, OperationsJson.Default.BackupTurn, cancel);
}
