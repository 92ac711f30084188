using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine;

/// <summary>Makes, lists, starts, stops and removes clusters.</summary>
public sealed class ClusterOperations
{
    public Task<IReadOnlyList<Cluster>> ListAsync(CancellationToken cancel) => throw new NotSupportedException();

    /// <exception cref="NotFoundException">There is no such cluster.</exception>
    public Task<Cluster> GetAsync(string name, CancellationToken cancel) => throw new NotSupportedException();

    /// <exception cref="InvalidInputException">Something in the request is wrong; carries every mistake.</exception>
    /// <exception cref="AlreadyExistsException">The name is taken.</exception>
    public Task<OperationPlan> PlanCreateAsync(CreateClusterRequest request, CancellationToken cancel) => throw new NotSupportedException();

    public Task<OperationPlan> PlanStartAsync(string name, CancellationToken cancel) => throw new NotSupportedException();

    public Task<OperationPlan> PlanStopAsync(string name, CancellationToken cancel) => throw new NotSupportedException();

    /// <param name="force">Whether services that are still there are removed with it, volumes and all.</param>
    /// <exception cref="FireCampException">Services are still there and <paramref name="force"/> is not set.</exception>
    public Task<OperationPlan> PlanRemoveAsync(string name, bool force, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Carries a cluster plan out.</summary>
    public Task<Operation> RunAsync(OperationPlan plan, IProgress<OperationProgress>? progress, CancellationToken cancel)
        => throw new NotSupportedException();
}
