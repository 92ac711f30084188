using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine;

/// <summary>Makes, lists, starts, stops and removes clusters.</summary>
public sealed class ClusterOperations
{
    private static readonly Dictionary<string, string> NoSecrets = [];

    private readonly FireCampEngine engine;
    private readonly ClusterConnectors connectors;

    internal ClusterOperations(FireCampEngine engine, ClusterConnectors connectors)
    {
        this.engine = engine;
        this.connectors = connectors;
    }

    /// <summary>All clusters of this home; one whose store can't be read is listed as damaged.</summary>
    public async Task<IReadOnlyList<Cluster>> ListAsync(CancellationToken cancel)
    {
        var clusters = connectors.All.SelectMany(c => c.List().Select(name => DescribeAsync(c, name, cancel)));
        return [.. (await Task.WhenAll(clusters).ConfigureAwait(false)).OrderBy(c => c.Name, StringComparer.Ordinal)];
    }

    /// <exception cref="NotFoundException">There is no such cluster.</exception>
    public async Task<Cluster> GetAsync(string name, CancellationToken cancel)
    {
        var cluster = await engine.ConnectAsync(name, cancel).ConfigureAwait(false);
        return await ClusterView.OfAsync(cluster, FolderOf(name), cancel).ConfigureAwait(false);
    }

    /// <exception cref="InvalidInputException">Something in the request is wrong; carries every mistake.</exception>
    /// <exception cref="AlreadyExistsException">The name is taken.</exception>
    /// <exception cref="OperationUnfinishedException">An earlier creation was interrupted.</exception>
    public async Task<OperationPlan> PlanCreateAsync(CreateClusterRequest request, CancellationToken cancel)
    {
        var plan = await connectors.OfPlatform(request).PlanAsync(request, cancel).ConfigureAwait(false);
        if (connectors.Find(request.Name) is not null)
        {
            await RequireLeftoverAsync(request.Name, cancel).ConfigureAwait(false);
        }

        return plan;
    }

    public async Task<OperationPlan> PlanStartAsync(string name, CancellationToken cancel)
        => ClusterPlanner.PlanStart(await OwnNodesStateAsync(name, "start", cancel).ConfigureAwait(false));

    public async Task<OperationPlan> PlanStopAsync(string name, CancellationToken cancel)
        => ClusterPlanner.PlanStop(await OwnNodesStateAsync(name, "stop", cancel).ConfigureAwait(false));

    /// <param name="force">Whether services that are still there are removed with it, volumes and all.</param>
    /// <exception cref="FireCampException">Services are still there and <paramref name="force"/> is not set.</exception>
    public async Task<OperationPlan> PlanRemoveAsync(string name, bool force, CancellationToken cancel)
    {
        var cluster = await engine.ConnectAsync(name, cancel).ConfigureAwait(false);
        await RequireNoneUnfinishedAsync(cluster, cancel).ConfigureAwait(false);
        var state = await cluster.Reader.PlanningStateAsync(null, cancel).ConfigureAwait(false);
        var volumes = await cluster.Connection.Ports.Volumes.ListAsync("", cancel).ConfigureAwait(false);

        // Services go with nodes that are stopped; with machines that go on they wouldn't.
        force &= cluster.Connection.Ports.Nodes.OwnsNodes || state.Services.Count == 0;
        return ClusterPlanner.PlanRemove(state, [.. volumes.Select(v => v.Name)], force);
    }

    /// <summary>What a new cluster's operation is to run in is there; <see cref="RunAsync"/> does it by itself.</summary>
    public Task PrepareAsync(OperationPlan plan, CancellationToken cancel)
        => plan is CreateClusterPlan create ? connectors.Named(create.Spec.Platform).PrepareAsync(create, cancel) : Task.CompletedTask;

    /// <summary>Carries a cluster plan out.</summary>
    public async Task<Operation> RunAsync(OperationPlan plan, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        await PrepareAsync(plan, cancel).ConfigureAwait(false);
        var cluster = await engine.ConnectAsync(plan.Cluster, cancel).ConfigureAwait(false);
        try
        {
            var operation = await cluster.RunAsync(plan, NoSecrets, progress, cancel).ConfigureAwait(false);
            await engine.SettleAsync(cluster, operation).ConfigureAwait(false);
            return operation;
        }
        catch (OperationFailedException e) when (e.Operation.State == OperationState.Undone)
        {
            await engine.SettleAsync(cluster, e.Operation).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<Cluster> DescribeAsync(IClusterConnector connector, string name, CancellationToken cancel)
    {
        try
        {
            return await GetAsync(name, cancel).ConfigureAwait(false);
        }
        catch (FireCampException e)
        {
            return ClusterView.Damaged(name, connector, e);
        }
    }

    private string FolderOf(string name) => connectors.Find(name)?.FolderOf(name) ?? "";

    /// <summary>What is there is the left-over of a creation that wrote nothing yet, and may be built on.</summary>
    private async Task RequireLeftoverAsync(string name, CancellationToken cancel)
    {
        var cluster = await engine.ConnectAsync(name, cancel).ConfigureAwait(false);
        await RequireNoneUnfinishedAsync(cluster, cancel).ConfigureAwait(false);
        if (await cluster.Reader.FindSpecAsync(cancel).ConfigureAwait(false) is not null)
        {
            throw new AlreadyExistsException("Cluster", name, $"Use it, take another name, or remove it: Remove-FireCampCluster {name}.")
            {
                Target = name,
            };
        }
    }

    private async Task<PlanningState> OwnNodesStateAsync(string name, string verb, CancellationToken cancel)
    {
        var cluster = await engine.ConnectAsync(name, cancel).ConfigureAwait(false);
        NotOnThisPlatformException.ThrowUnless(cluster.Connection.Ports.Nodes.OwnsNodes, $"{verb} the nodes of cluster '{name}'", name);
        await RequireNoneUnfinishedAsync(cluster, cancel).ConfigureAwait(false);
        return await cluster.Reader.PlanningStateAsync(null, cancel).ConfigureAwait(false);
    }

    private static Task RequireNoneUnfinishedAsync(ClusterEngine cluster, CancellationToken cancel)
        => cluster.Connection.Operations.RequireNoneUnfinishedAsync(Subjects.Cluster(cluster.Name), cancel);
}
