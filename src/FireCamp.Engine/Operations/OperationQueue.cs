using System.Text.Json;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Keeps operations that wait for their time or an approval. Any number may wait for one subject; none is in the way of others.</summary>
public sealed class OperationQueue
{
    private readonly ClusterPorts ports;
    private readonly OperationRegistry registry;
    private readonly RunnerOptions options;
    private readonly OperationStore operations;

    internal OperationQueue(ClusterPorts ports, OperationRegistry registry, RunnerOptions options)
    {
        (this.ports, this.registry, this.options) = (ports, registry, options);
        operations = new OperationStore(ports, registry);
    }

    /// <summary>The operation is queued, under an id of its own.</summary>
    /// <param name="inputs">What the user gave in secret, by name; sealed.</param>
    public async Task<QueuedOperation> AddAsync(
        OperationPlan plan, IReadOnlyDictionary<string, string> inputs, CancellationToken cancel)
    {
        while (true)
        {
            var id = options.NewId();
            var queued = new QueuedOperation
            {
                Id = id,
                Name = plan.Operation,
                Subject = plan.Subject,
                Cluster = plan.Cluster,
                Actor = options.Actor,
                QueuedAt = ports.Time.GetUtcNow(),
                Plan = JsonSerializer.SerializeToElement(plan, registry.PlanType),
                Inputs = inputs.ToDictionary(input => input.Key, input => ports.Secrets.Seal(input.Value, id)),
            };
            if (await operations.FindAsync(id, cancel).ConfigureAwait(false) is null && await TryPutAsync(queued, cancel).ConfigureAwait(false))
            {
                return queued;
            }
        }
    }

    /// <summary>All that wait, the longest waiting first.</summary>
    public async Task<IReadOnlyList<QueuedOperation>> ListAsync(CancellationToken cancel)
    {
        List<QueuedOperation> waiting = [];
        var type = OperationsJson.Default.QueuedOperation;
        foreach (var entry in await ports.Store.ListAsync(Keys.Queue, type, cancel).ConfigureAwait(false))
        {
            if (!await HasBegunAsync(entry.Value.Id, cancel).ConfigureAwait(false))
            {
                waiting.Add(entry.Value);
            }
        }

        return [.. waiting.OrderBy(entry => entry.QueuedAt)];
    }

    /// <summary>The queued operation; null when there is none, or it has begun.</summary>
    public async Task<QueuedOperation?> FindAsync(string id, CancellationToken cancel)
        => await ports.Store.FindAsync(KeyOf(id), OperationsJson.Default.QueuedOperation, cancel).ConfigureAwait(false) is { } entry
           && !await HasBegunAsync(entry.Value.Id, cancel).ConfigureAwait(false)
            ? entry.Value
            : null;

    /// <summary>The queued operation is what <paramref name="change"/> makes of it.</summary>
    /// <exception cref="NotFoundException">It isn't queued any more, or never was.</exception>
    public async Task<QueuedOperation> ChangeAsync(string id, Func<QueuedOperation, QueuedOperation> change, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel).ConfigureAwait(false) is null)
        {
            throw NotQueued(id);
        }

        return await ports.Store.UpdateAsync(
            KeyOf(id), entry => entry is null ? null : change(entry), OperationsJson.Default.QueuedOperation, cancel)
            .ConfigureAwait(false) ?? throw NotQueued(id);
    }

    /// <summary>The operation isn't queued any more.</summary>
    /// <returns>Whether this call took it out; false when another was first.</returns>
    public async Task<bool> TakeOutAsync(string id, CancellationToken cancel)
    {
        while (await ports.Store.FindAsync(KeyOf(id), cancel).ConfigureAwait(false) is { } entry)
        {
            try
            {
                await ports.Store.DeleteAsync(entry.Key, entry.Revision, cancel).ConfigureAwait(false);
                return true;
            }
            catch (RevisionConflictException)
            {
                // It was approved at the same moment, or taken out: the next look tells.
            }
        }

        return false;
    }

    /// <summary>The plan that it was queued with.</summary>
    /// <exception cref="OperationNotUnderstoodException">It is of another version of FireCamp.</exception>
    public OperationPlan PlanOf(QueuedOperation queued)
    {
        try
        {
            return queued.Plan.Deserialize(registry.PlanType)!;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new OperationNotUnderstoodException(queued.Id, $"plan of '{queued.Name}'");
        }
    }

    internal static NotFoundException NotQueued(string id)
        => new("Operation", id, "Get-FireCampOperation -Queued lists those that wait.") { Target = id };

    private async Task<bool> TryPutAsync(QueuedOperation queued, CancellationToken cancel)
    {
        try
        {
            await ports.Store.PutAsync(Keys.Queued(queued.Id), queued, 0, OperationsJson.Default.QueuedOperation, cancel).ConfigureAwait(false);
            return true;
        }
        catch (RevisionConflictException)
        {
            return false;
        }
    }

    private async Task<bool> HasBegunAsync(string id, CancellationToken cancel)
        => await operations.FindAsync(id, cancel).ConfigureAwait(false) is { } begun
           && await operations.ExistsAsync(begun.Value, cancel).ConfigureAwait(false);

    private static string KeyOf(string id) => Keys.Queued(id.ToLowerInvariant());
}
