using System.Runtime.ExceptionServices;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>A runner's way to write its operation's record: in turn, each write at the revision of the one before.</summary>
/// <remarks>
/// What is handed in while a write is under way goes into the next one together. A write that fails for good loses the
/// operation for this runner: <see cref="Lost"/> is cancelled and every later write fails with the same error. Once it has
/// given the operation back nothing more is written: it may be another's by then.
/// </remarks>
internal sealed class OperationLog : IDisposable
{
    private readonly RecordWriter writer;
    private readonly TimeProvider time;
    private readonly StepStates states;
    private readonly SemaphoreSlim turn = new(1);
    private readonly CancellationTokenSource lost = new();
    private readonly Dictionary<(string, string?), IReadOnlyList<Blocker>> blockers = [];
    private readonly Lock gate = new();
    private List<Func<OperationRecord, OperationRecord>> waiting = [];
    private ExceptionDispatchInfo? failure;
    private long handedIn;
    private long written;

    public OperationLog(RecordWriter writer, OperationRecord record, TimeProvider time)
    {
        this.writer = writer;
        this.time = time;
        Record = record;
        states = StepStates.Of(record.Log);
    }

    /// <summary>The record as it was last written.</summary>
    public OperationRecord Record { get; private set; }

    /// <summary>Cancelled when this runner must not touch anything any more: another took over, or the store is gone.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Throws what lost the operation for this runner.</summary>
    public void ThrowIfLost() => failure?.Throw();

    public StepState StateOf(string step, string? item) => states[step, item];

    public int Count(Func<StepState, bool> condition) => states.Count(condition);

    /// <summary>The event is stored.</summary>
    public Task AppendAsync(string step, string? item, StepEvent @event, OperationError? error = null)
    {
        states.Apply(step, item, @event);
        var entry = new OperationLogEntry(step, item, @event, time.GetUtcNow(), error);
        return ChangeAsync(record => record with { Log = [.. record.Log, entry] });
    }

    /// <summary>A sign of life is stored, with what blocks at present.</summary>
    public Task BeatAsync() => ChangeAsync(record => record);

    /// <summary>What blocks a step; stored with the next write.</summary>
    public void Block(string step, string? item, IReadOnlyList<Blocker> by)
    {
        lock (gate)
        {
            blockers[(step, item)] = by;
        }
    }

    /// <summary>The changed record is stored.</summary>
    /// <exception cref="OperationTakenOverException">Another session runs the operation now.</exception>
    /// <exception cref="StoreUnavailableException">The store did not answer for as long as the lease lasts.</exception>
    public async Task ChangeAsync(Func<OperationRecord, OperationRecord> change)
    {
        long mine;
        lock (gate)
        {
            waiting.Add(change);
            mine = ++handedIn;
        }

        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            ThrowIfLost();
            if (written < mine && Record.Runner is not null)
            {
                await WriteWaitingAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        turn.Dispose();
        lost.Dispose();
    }

    private async Task WriteWaitingAsync()
    {
        var next = TakeWaiting();
        try
        {
            await writer.WriteAsync(next).ConfigureAwait(false);
            Record = next;
        }
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
            await lost.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private OperationRecord TakeWaiting()
    {
        lock (gate)
        {
            var blocked = Record with { Blockers = [.. blockers.Values.SelectMany(b => b)] };
            var next = waiting.Aggregate(blocked, (record, change) => change(record));
            written = handedIn;
            waiting = [];
            return next with { Runner = next.Runner is { } runner ? runner with { Beat = runner.Beat + 1 } : null };
        }
    }
}
