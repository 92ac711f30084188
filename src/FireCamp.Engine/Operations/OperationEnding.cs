using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>Writes down how a run of an operation ended, and gives the operation back.</summary>
/// <remarks>The event is written first: after a crash between the two it may be told twice, and is never lost.</remarks>
internal sealed class OperationEnding(ClusterPorts ports, OperationRegistry registry, OperationLog log)
{
    private static readonly OperationError Interrupted = new(
        "OperationInterrupted", "It was interrupted.", "Go on with it, or take it back.", IsTemporary: true);

    private readonly OperationStore operations = new(ports, registry);

    /// <summary>The operation is finished, and its subject free for the next.</summary>
    public async Task<Operation> FinishAsync(OperationState state)
    {
        await TellAsync(state, state == OperationState.Undone ? log.Record.Error : null).ConfigureAwait(false);
        await log.ChangeAsync(record => GivenBack(record, state) with
        {
            FinishedAt = ports.Time.GetUtcNow(),
            Blockers = [],
            Inputs = new Dictionary<string, string>(),
        }).ConfigureAwait(false);
        await TidyUpAsync().ConfigureAwait(false);
        return View();
    }

    /// <summary>What was done stands, and waits for resume or undo.</summary>
    public async Task<OperationFailedException> FailAsync(OperationError error, IReadOnlyList<Exception> errors)
    {
        await TellAsync(OperationState.Failed, error).ConfigureAwait(false);
        await log.ChangeAsync(record => GivenBack(record, OperationState.Failed) with { Error = error }).ConfigureAwait(false);
        return new OperationFailedException(View(), error, errors);
    }

    /// <summary>What could not be taken back waits for a person.</summary>
    public async Task<OperationStuckException> GetStuckAsync(OperationError error, IReadOnlyList<Exception> errors)
    {
        await TellAsync(OperationState.Stuck, error).ConfigureAwait(false);
        await log.ChangeAsync(record => GivenBack(record, OperationState.Stuck) with { Error = error }).ConfigureAwait(false);
        return new OperationStuckException(View(), error, errors);
    }

    /// <summary>Anybody can go on at once: forward as failed, or back as it was.</summary>
    public Task InterruptAsync() => log.ChangeAsync(record => record.State.IsUnwinding()
        ? GivenBack(record, record.State)
        : GivenBack(record, OperationState.Failed) with { Error = Interrupted });

    /// <summary>Anybody can take it up at once; it stays as it was.</summary>
    public Task GiveBackAsync() => log.ChangeAsync(record => GivenBack(record, record.State));

    public Operation View() => OperationView.Of(log.Record, registry);

    private static OperationRecord GivenBack(OperationRecord record, OperationState state)
        => record with { State = state, Runner = null };

    private async Task TidyUpAsync()
    {
        try
        {
            await operations.UnmarkAsync(log.Record, CancellationToken.None).ConfigureAwait(false);
            await new OperationSweep(ports, operations).MaybeAsync(log.Record.Id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            // The operation is finished all the same; the next one on the subject takes the mark over.
        }
    }

    private Task TellAsync(OperationState state, OperationError? error)
    {
        var record = log.Record;
        var actor = record.Runner?.Actor ?? record.Actor;
        var message = $"{record.Name} {record.Id}: {state}.{(error is null ? "" : $" {error.Message}")}";
        var told = new EventRecord(ports.Time.GetUtcNow(), actor, record.Subject, $"Operation{state}", message);
        return new EventLog(ports.Store).AppendAsync(told, CancellationToken.None);
    }
}
