using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Carries out plans as operations that survive the death of whoever runs them.</summary>
/// <remarks>
/// Every method drives its operation until it is finished, or throws: <see cref="OperationFailedException"/> (what became
/// of it is in there), <see cref="OperationStuckException"/>, <see cref="OperationTakenOverException"/>,
/// <see cref="StoreUnavailableException"/>, or <see cref="OperationCanceledException"/> when cancelled; then it can be
/// resumed or undone at once. A store that can't be reached is waited for, and the steps that it interrupted are done again.
/// </remarks>
public sealed class OperationRunner
{
    private readonly ClusterPorts ports;
    private readonly OperationRegistry registry;
    private readonly RunnerOptions options;
    private readonly OperationStore operations;
    private readonly OperationTakeover takeover;

    public OperationRunner(ClusterPorts ports, OperationRegistry registry, RunnerOptions? options = null)
    {
        this.ports = ports;
        this.registry = registry;
        this.options = options ?? new RunnerOptions();
        operations = new OperationStore(ports, registry);
        takeover = new OperationTakeover(ports, operations, this.options);
        Queue = new OperationQueue(ports, registry, this.options);
    }

    /// <summary>Operations that wait for their time or for an approval.</summary>
    public OperationQueue Queue { get; }

    internal RunnerOptions Options => options;

    /// <summary>Carries out a plan with the operation that it names.</summary>
    /// <param name="inputs">What the user gave in secret, by name; sealed until the operation is finished, then dropped.</param>
    /// <returns>The succeeded operation.</returns>
    /// <exception cref="OperationUnfinishedException">Another operation on its subject is unfinished; nothing was done.</exception>
    /// <exception cref="OperationFailedException">It failed; says what became of it.</exception>
    public async Task<Operation> RunAsync(
        OperationPlan plan,
        IReadOnlyDictionary<string, string> inputs,
        IProgress<OperationProgress>? progress,
        CancellationToken cancel)
    {
        var (operation, steps) = Bind(plan);
        var begun = await BeginAsync(plan, steps, inputs, cancel).ConfigureAwait(false);
        return Succeeded(await DriveAsync(operation, steps, begun, back: false, progress, cancel).ConfigureAwait(false));
    }

    /// <summary>Carries out a queued operation, with a plan that was made anew.</summary>
    /// <returns>The succeeded operation.</returns>
    /// <exception cref="OperationUnfinishedException">Another operation on its subject is unfinished; this one stays queued.</exception>
    /// <exception cref="OperationRunningException">Somebody else has begun it.</exception>
    /// <exception cref="NotFoundException">It was withdrawn.</exception>
    /// <exception cref="OperationFailedException">It failed; says what became of it.</exception>
    public async Task<Operation> RunQueuedAsync(
        QueuedOperation queued, OperationPlan plan, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        var (operation, steps) = Bind(plan);
        var record = RecordOf(queued.Id, plan, steps) with { Actor = queued.Actor, Inputs = queued.Inputs };
        var revision = await new QueuedStart(ports, operations, Queue, options).BeginAsync(record, plan, cancel).ConfigureAwait(false);
        var begun = new Versioned<OperationRecord>(Keys.Operation(record.Id), record, revision);
        return Succeeded(await DriveAsync(operation, steps, begun, back: false, progress, cancel).ConfigureAwait(false));
    }

    private static Operation Succeeded(Operation ended)
    {
        // It was taken back through an outage of the store: the error that began that was not thrown then.
        return ended is { State: not OperationState.Succeeded, Error: { } error } ? throw new OperationFailedException(ended, error, []) : ended;
    }

    /// <summary>Goes on with an unfinished operation: forward, or with unwinding if that had begun.</summary>
    /// <returns>The operation, succeeded or undone.</returns>
    /// <exception cref="NotFoundException">There is no such operation.</exception>
    /// <exception cref="OperationFinishedException">It is finished.</exception>
    /// <exception cref="OperationRunningException">Somebody runs it; known after 3 s at most.</exception>
    /// <exception cref="OperationNotUnderstoodException">It is of another version of FireCamp.</exception>
    public Task<Operation> ResumeAsync(string id, IProgress<OperationProgress>? progress, CancellationToken cancel)
        => TakeUpAsync(id, back: false, progress, cancel);

    /// <summary>Takes back what an unfinished operation has done.</summary>
    /// <returns>The undone operation.</returns>
    /// <exception cref="NotFoundException">There is no such operation.</exception>
    /// <exception cref="OperationFinishedException">It is finished.</exception>
    /// <exception cref="OperationRunningException">Somebody runs it; known after 3 s at most.</exception>
    /// <exception cref="OperationNotUndoableException">It has destroyed what no undo can bring back; it can only go on.</exception>
    /// <exception cref="OperationNotUnderstoodException">It is of another version of FireCamp.</exception>
    public Task<Operation> UndoAsync(string id, IProgress<OperationProgress>? progress, CancellationToken cancel)
        => TakeUpAsync(id, back: true, progress, cancel);

    private (BoundOperation Operation, IReadOnlyList<BoundStep> Steps) Bind(OperationPlan plan)
    {
        var operation = registry.Find(plan.Operation)
            ?? throw new InvalidOperationException($"No operation '{plan.Operation}' is registered.");
        return (operation, operation.Bind(plan));
    }

    private OperationRecord RecordOf(string id, OperationPlan plan, IReadOnlyList<BoundStep> steps) => new()
    {
        Id = id,
        Name = plan.Operation,
        Subject = plan.Subject,
        Cluster = plan.Cluster,
        Actor = options.Actor,
        StartedAt = ports.Time.GetUtcNow(),
        Runner = takeover.NewRunner(),
        Total = steps.Sum(step => step.Items.Count),
    };

    private async Task<Versioned<OperationRecord>> BeginAsync(
        OperationPlan plan, IReadOnlyList<BoundStep> steps, IReadOnlyDictionary<string, string> inputs, CancellationToken cancel)
    {
        while (true)
        {
            var id = options.NewId();
            var record = RecordOf(id, plan, steps) with
            {
                Inputs = inputs.ToDictionary(input => input.Key, input => ports.Secrets.Seal(input.Value, id)),
            };
            if (await operations.BeginAsync(record, plan, cancel).ConfigureAwait(false) is { } revision)
            {
                return new Versioned<OperationRecord>(Keys.Operation(id), record, revision);
            }
        }
    }

    private async Task<Operation> TakeUpAsync(
        string id, bool back, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        var found = (await operations.GetAsync(id, cancel).ConfigureAwait(false)).Value;
        var operation = OperationCheck.Understand(found, registry);
        var steps = operation.Bind(await operations.GetPlanAsync(found.Id, cancel).ConfigureAwait(false));
        OperationCheck.Understand(found, steps);
        StepStates.Of(found.Log);
        var taken = await takeover.TakeAsync(found.Id, cancel).ConfigureAwait(false);
        return await DriveAsync(operation, steps, taken, back, progress, cancel).ConfigureAwait(false);
    }

    private async Task<Operation> DriveAsync(
        BoundOperation operation,
        IReadOnlyList<BoundStep> steps,
        Versioned<OperationRecord> taken,
        bool back,
        IProgress<OperationProgress>? progress,
        CancellationToken cancel)
    {
        while (true)
        {
            var turn = await TakeTurnAsync(operation, steps, taken, back, progress, cancel).ConfigureAwait(false);
            if (turn.Ended is { } ended)
            {
                return ended;
            }

            var outage = new StoreOutage(ports.Time, options.OutagePatience, turn.Left, progress);
            var holder = taken.Value.Runner!.Holder;
            taken = await outage.WaitAsync(turn.Outage!, () => takeover.TakeBackAsync(taken.Value.Id, holder, cancel), cancel).ConfigureAwait(false);
            if (taken.Value.State.IsFinished())
            {
                return OperationView.Of(taken.Value, registry);
            }
        }
    }

    /// <returns>The operation once it is finished; else how it was left when the store went out of reach, and why that is.</returns>
    private async Task<(Operation? Ended, OperationRecord Left, StoreUnavailableException? Outage)> TakeTurnAsync(
        BoundOperation operation,
        IReadOnlyList<BoundStep> steps,
        Versioned<OperationRecord> taken,
        bool back,
        IProgress<OperationProgress>? progress,
        CancellationToken cancel)
    {
        var writer = new RecordWriter(ports.Store, ports.Time, taken, options.LeaseDuration);
        using var log = new OperationLog(writer, taken.Value, ports.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, log.Lost);
        await using var lease = new RunnerLease(log.BeatAsync, options.BeatInterval, ports.Time, log.Lost).ConfigureAwait(false);
        var runner = new StepRunner(ports, log, new OperationReporter(log, progress), options);
        var run = new OperationRun(steps, log, runner, options);
        var session = new OperationSession(operation, run, log, new OperationEnding(ports, registry, log));
        try
        {
            var ended = back || taken.Value.State.IsUnwinding()
                ? await session.GoBackAsync(either.Token).ConfigureAwait(false)
                : await session.GoForwardAsync(either.Token).ConfigureAwait(false);
            return (ended, log.Record, null);
        }
        catch (StoreUnavailableException e) when (!cancel.IsCancellationRequested)
        {
            return (null, log.Record, e);
        }
    }
}
