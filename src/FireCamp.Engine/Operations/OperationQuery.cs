namespace FireCamp.Engine.Operations;

/// <summary>Reads operations for people.</summary>
public sealed class OperationQuery(ClusterPorts ports, OperationRegistry registry)
{
    /// <summary>All operations that are kept, the newest first.</summary>
    public Task<IReadOnlyList<Operation>> ListAsync(CancellationToken cancel) => throw new NotImplementedException($"{ports}{registry}");

    /// <summary>The unfinished ones alone, by subject; cheap, however many finished ones are kept.</summary>
    public Task<IReadOnlyDictionary<string, Operation>> ListUnfinishedAsync(CancellationToken cancel) => throw new NotImplementedException($"{ports}{registry}");

    /// <summary>The operation, or null.</summary>
    public Task<Operation?> FindAsync(string id, CancellationToken cancel) => throw new NotImplementedException($"{ports}{registry}");

    /// <summary>The unfinished operation on a subject, or null.</summary>
    public Task<Operation?> FindUnfinishedAsync(string subject, CancellationToken cancel) => throw new NotImplementedException($"{ports}{registry}");
}
