using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Keeps operations: a record and a plan each, and a mark on the subject of each unfinished one.</summary>
/// <remarks>
/// An operation exists from the moment its subject's mark names it. Record and plan are written before that, so whatever
/// a mark names can be resumed; and a step runs only after that, so a crash before it leaves nothing but a record and a
/// plan that nobody sees, which <see cref="OperationSweep"/> removes. The mark goes after the record is finished: one that
/// names a finished or absent operation counts for nothing, and the next start takes it over.
/// </remarks>
internal sealed class OperationStore(ClusterPorts ports, OperationRegistry registry)
{
    private readonly IMetadataStore store = ports.Store;

    /// <summary>The operation exists, and no other on its subject is unfinished.</summary>
    /// <returns>The record's revision; null when its id is in use: try another.</returns>
    /// <exception cref="OperationUnfinishedException">Another on its subject is unfinished; nothing was kept.</exception>
    public async Task<long?> BeginAsync(OperationRecord record, OperationPlan plan, CancellationToken cancel)
    {
        long revision;
        try
        {
            revision = await store.PutAsync(
                Keys.Operation(record.Id), record, 0, OperationsJson.Default.OperationRecord, cancel).ConfigureAwait(false);
        }
        catch (RevisionConflictException)
        {
            return null;
        }

        try
        {
            await store.PutAsync(Keys.Plan(record.Id), plan, 0, registry.PlanType, cancel).ConfigureAwait(false);
            await MarkAsync(record, cancel).ConfigureAwait(false);
            return revision;
        }
        catch (OperationUnfinishedException)
        {
            await ForgetAsync(record.Id, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>No mark names the finished operation.</summary>
    public async Task UnmarkAsync(OperationRecord record, CancellationToken cancel)
    {
        var mark = await FindMarkAsync(record.Subject, cancel).ConfigureAwait(false);
        if (mark?.Value.Operation != record.Id)
        {
            return;
        }

        try
        {
            await store.DeleteAsync(mark.Key, mark.Revision, cancel).ConfigureAwait(false);
        }
        catch (RevisionConflictException)
        {
            // The next operation on the subject took the mark over already.
        }
    }

    public Task<Versioned<OperationRecord>?> FindAsync(string id, CancellationToken cancel)
        => store.FindAsync(Keys.Operation(id.ToLowerInvariant()), OperationsJson.Default.OperationRecord, cancel);

    /// <exception cref="NotFoundException">There is none, or it never came into being.</exception>
    public async Task<Versioned<OperationRecord>> GetAsync(string id, CancellationToken cancel)
    {
        var found = await FindAsync(id, cancel).ConfigureAwait(false);
        if (found is null || !await ExistsAsync(found.Value, cancel).ConfigureAwait(false))
        {
            throw new NotFoundException("Operation", id, "Get-FireCampOperation lists those that there are.");
        }

        return found;
    }

    public Task<IReadOnlyList<Versioned<OperationRecord>>> ListAsync(CancellationToken cancel)
        => store.ListAsync(Keys.Operations, OperationsJson.Default.OperationRecord, cancel);

    public async Task<OperationPlan> GetPlanAsync(string id, CancellationToken cancel)
        => (await store.FindAsync(Keys.Plan(id), registry.PlanType, cancel).ConfigureAwait(false))?.Value
           ?? throw new StoreDamagedException($"of cluster {ports.Cluster}", $"the plan of operation {id} is missing.");

    public async Task<OperationRecord?> FindUnfinishedAsync(string subject, CancellationToken cancel)
    {
        var mark = await FindMarkAsync(subject, cancel).ConfigureAwait(false);
        return mark is null ? null : await UnfinishedAsync(mark.Value, cancel).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<OperationRecord>> ListUnfinishedAsync(CancellationToken cancel)
    {
        List<OperationRecord> result = [];
        var type = OperationsJson.Default.UnfinishedMark;
        foreach (var mark in await store.ListAsync(Keys.UnfinishedMarks, type, cancel).ConfigureAwait(false))
        {
            if (await UnfinishedAsync(mark.Value, cancel).ConfigureAwait(false) is { } record)
            {
                result.Add(record);
            }
        }

        return result;
    }

    /// <summary>Record and plan are gone; the record last, since it is what leads to the plan.</summary>
    public async Task ForgetAsync(string id, CancellationToken cancel)
    {
        await store.ForgetAsync(Keys.Plan(id), cancel).ConfigureAwait(false);
        await store.ForgetAsync(Keys.Operation(id), cancel).ConfigureAwait(false);
    }

    /// <summary>Whether a record's operation came into being: its subject's mark names it, or did until it was finished.</summary>
    public async Task<bool> ExistsAsync(OperationRecord record, CancellationToken cancel)
        => record.State.IsFinished()
           || record.Log.Count > 0
           || (await FindMarkAsync(record.Subject, cancel).ConfigureAwait(false))?.Value.Operation == record.Id;

    private async Task MarkAsync(OperationRecord record, CancellationToken cancel)
    {
        while (true)
        {
            var present = await FindMarkAsync(record.Subject, cancel).ConfigureAwait(false);
            if (present is not null && await UnfinishedAsync(present.Value, cancel).ConfigureAwait(false) is { } unfinished)
            {
                throw new OperationUnfinishedException(OperationView.Of(unfinished, registry));
            }

            try
            {
                var mark = new UnfinishedMark(record.Id);
                await store.PutAsync(
                    Keys.Unfinished(record.Subject), mark, present?.Revision ?? 0, OperationsJson.Default.UnfinishedMark, cancel)
                    .ConfigureAwait(false);
                return;
            }
            catch (RevisionConflictException)
            {
                cancel.ThrowIfCancellationRequested();
            }
        }
    }

    private Task<Versioned<UnfinishedMark>?> FindMarkAsync(string subject, CancellationToken cancel)
        => store.FindAsync(Keys.Unfinished(subject), OperationsJson.Default.UnfinishedMark, cancel);

    private async Task<OperationRecord?> UnfinishedAsync(UnfinishedMark mark, CancellationToken cancel)
    {
        var found = await FindAsync(mark.Operation, cancel).ConfigureAwait(false);
        return found is { } operation && !operation.Value.State.IsFinished() ? operation.Value : null;
    }
}
