using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Reads operations for people.</summary>
public sealed class OperationQuery(ClusterPorts ports, OperationRegistry registry)
{
    private readonly OperationStore operations = new(ports, registry);

    /// <summary>All operations that are kept, the newest first: the unfinished ones and the last 500 or so finished ones.</summary>
    public async Task<IReadOnlyList<Operation>> ListAsync(CancellationToken cancel)
    {
        List<Operation> result = [];
        foreach (var record in await operations.ListAsync(cancel).ConfigureAwait(false))
        {
            if (await operations.ExistsAsync(record.Value, cancel).ConfigureAwait(false))
            {
                result.Add(OperationView.Of(record.Value, registry));
            }
        }

        return [.. result.OrderByDescending(operation => operation.StartedAt)];
    }

    /// <summary>The unfinished ones by subject; cheap, however many finished ones are kept.</summary>
    public async Task<IReadOnlyDictionary<string, Operation>> ListUnfinishedAsync(CancellationToken cancel)
    {
        var unfinished = await operations.ListUnfinishedAsync(cancel).ConfigureAwait(false);
        return unfinished.ToDictionary(
            record => record.Subject, record => OperationView.Of(record, registry), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The operation, or null.</summary>
    public async Task<Operation?> FindAsync(string id, CancellationToken cancel)
        => await operations.FindAsync(id, cancel).ConfigureAwait(false) is { } found
           && await operations.ExistsAsync(found.Value, cancel).ConfigureAwait(false)
            ? OperationView.Of(found.Value, registry)
            : null;

    /// <summary>Returns when no operation on the subject is unfinished: one that was interrupted explains whatever else would be found.</summary>
    /// <exception cref="OperationUnfinishedException">One is.</exception>
    public async Task RequireNoneUnfinishedAsync(string subject, CancellationToken cancel)
    {
        if (await FindUnfinishedAsync(subject, cancel).ConfigureAwait(false) is { } operation)
        {
            throw new OperationUnfinishedException(operation);
        }
    }

    /// <summary>The unfinished operation on a subject such as <c>service/mypg</c>, or null.</summary>
    public async Task<Operation?> FindUnfinishedAsync(string subject, CancellationToken cancel)
        => await operations.FindUnfinishedAsync(subject, cancel).ConfigureAwait(false) is { } record
            ? OperationView.Of(record, registry)
            : null;

    /// <summary>What an operation carries out.</summary>
    internal Task<OperationPlan> GetPlanAsync(string id, CancellationToken cancel) => operations.GetPlanAsync(id, cancel);
}
