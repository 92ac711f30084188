using FireCamp.Engine.Clients.Aws.Wire;

namespace FireCamp.Engine.Clients.Aws.Ecs;

/// <summary>ECS's API, as far as FireCamp needs it. Lists are whole; what doesn't exist is absent from them.</summary>
internal sealed class EcsClient(AwsWire wire) : IDisposable
{
    // As many as ECS takes in one call.
    private const int MostServices = 10;
    private const int MostOthers = 100;
    private const int MostToDrain = 10;

    private static EcsJson Json => EcsJson.Default;

    public async Task<EcsCluster?> FindClusterAsync(string cluster, CancellationToken cancel)
    {
        var reply = await wire.JsonAsync("DescribeClusters", new EcsRequests.Clusters([cluster]), Json.ClustersRequest, Json.ClustersReply, cancel)
            .ConfigureAwait(false);
        return Found(reply.Found, reply.Failures, "DescribeClusters").FirstOrDefault();
    }

    public Task<IReadOnlyList<string>> ListServicesAsync(string cluster, CancellationToken cancel)
        => ListAsync("ListServices", new EcsRequests.List(cluster), r => r.ServiceArns, cancel);

    public Task<IReadOnlyList<EcsService>> DescribeServicesAsync(string cluster, IEnumerable<string> services, CancellationToken cancel)
        => AwsPages.BatchesAsync(services, MostServices, async batch =>
        {
            var request = new EcsRequests.Services(cluster, batch) { Include = ["TAGS"] };
            var reply = await wire.JsonAsync("DescribeServices", request, Json.ServicesRequest, Json.ServicesReply, cancel).ConfigureAwait(false);
            return Found(reply.Found, reply.Failures, "DescribeServices");
        });

    public async Task<EcsService> CreateServiceAsync(EcsRequests.CreateService request, CancellationToken cancel)
        => (await wire.JsonAsync("CreateService", request, Json.CreateService, Json.ServiceReply, cancel).ConfigureAwait(false)).Changed;

    public async Task<EcsService> UpdateServiceAsync(EcsRequests.UpdateService request, CancellationToken cancel)
        => (await wire.JsonAsync("UpdateService", request, Json.UpdateService, Json.ServiceReply, cancel).ConfigureAwait(false)).Changed;

    /// <summary>The service and its tasks end, whatever it is meant to run.</summary>
    public Task DeleteServiceAsync(string cluster, string service, CancellationToken cancel)
        => wire.JsonAsync(
            "DeleteService", new EcsRequests.DeleteService(cluster, service, Force: true), Json.DeleteService, Json.ServiceReply, cancel);

    public Task<IReadOnlyList<string>> ListTasksAsync(EcsRequests.List which, CancellationToken cancel)
        => ListAsync("ListTasks", which, r => r.TaskArns, cancel);

    public Task<IReadOnlyList<EcsTask>> DescribeTasksAsync(string cluster, IEnumerable<string> tasks, CancellationToken cancel)
        => AwsPages.BatchesAsync(tasks, MostOthers, async batch =>
        {
            var reply = await wire.JsonAsync("DescribeTasks", new EcsRequests.Tasks(cluster, batch), Json.TasksRequest, Json.TasksReply, cancel)
                .ConfigureAwait(false);
            return Found(reply.Found, reply.Failures, "DescribeTasks");
        });

    /// <summary>The tasks that were started; fewer than asked for is an error.</summary>
    /// <exception cref="AwsException">One couldn't be placed; says why.</exception>
    public async Task<IReadOnlyList<EcsTask>> RunTaskAsync(EcsRequests.RunTask request, CancellationToken cancel)
    {
        var reply = await wire.JsonAsync("RunTask", request, Json.RunTask, Json.TasksReply, cancel).ConfigureAwait(false);
        return Found(reply.Found, reply.Failures, "RunTask", missingIsAbsent: false);
    }

    public Task StopTaskAsync(string cluster, string task, string reason, CancellationToken cancel)
        => wire.JsonAsync("StopTask", new EcsRequests.StopTask(cluster, task, reason), Json.StopTask, Json.TaskReply, cancel);

    public async Task<EcsTaskDefinition> RegisterTaskDefinitionAsync(EcsTaskDefinition definition, CancellationToken cancel)
        => (await wire.JsonAsync("RegisterTaskDefinition", definition, Json.EcsTaskDefinition, Json.DefinitionReply, cancel).ConfigureAwait(false))
            .TaskDefinition;

    public async Task<EcsTaskDefinition> DescribeTaskDefinitionAsync(string definition, CancellationToken cancel)
        => (await wire.JsonAsync(
            "DescribeTaskDefinition", new EcsRequests.Definition(definition), Json.DefinitionRequest, Json.DefinitionReply, cancel)
            .ConfigureAwait(false)).TaskDefinition;

    public Task DeregisterTaskDefinitionAsync(string definition, CancellationToken cancel)
        => wire.JsonAsync("DeregisterTaskDefinition", new EcsRequests.Definition(definition), Json.DefinitionRequest, Json.DefinitionReply, cancel);

    /// <summary>The active revisions of families whose name starts with the prefix.</summary>
    public Task<IReadOnlyList<string>> ListTaskDefinitionsAsync(string familyPrefix, CancellationToken cancel)
        => ListAsync(
            "ListTaskDefinitions", new EcsRequests.List(null) { FamilyPrefix = familyPrefix, Status = "ACTIVE" }, r => r.TaskDefinitionArns, cancel);

    public Task<IReadOnlyList<string>> ListContainerInstancesAsync(string cluster, CancellationToken cancel)
        => ListAsync("ListContainerInstances", new EcsRequests.List(cluster), r => r.ContainerInstanceArns, cancel);

    public Task<IReadOnlyList<EcsContainerInstance>> DescribeContainerInstancesAsync(
        string cluster, IEnumerable<string> instances, CancellationToken cancel)
        => AwsPages.BatchesAsync(instances, MostOthers, async batch =>
        {
            var reply = await wire.JsonAsync(
                "DescribeContainerInstances", new EcsRequests.Instances(cluster, batch), Json.InstancesRequest, Json.InstancesReply, cancel)
                .ConfigureAwait(false);
            return Found(reply.ContainerInstances, reply.Failures, "DescribeContainerInstances");
        });

    /// <param name="status"><c>ACTIVE</c> or <c>DRAINING</c>.</param>
    public Task SetContainerInstancesStateAsync(string cluster, IEnumerable<string> instances, string status, CancellationToken cancel)
        => AwsPages.BatchesAsync(instances, MostToDrain, async batch =>
        {
            var request = new EcsRequests.Instances(cluster, batch) { Status = status };
            var reply = await wire.JsonAsync("UpdateContainerInstancesState", request, Json.InstancesRequest, Json.InstancesReply, cancel)
                .ConfigureAwait(false);
            return Found(reply.ContainerInstances, reply.Failures, "UpdateContainerInstancesState", missingIsAbsent: false);
        });

    public Task PutAttributesAsync(string cluster, IReadOnlyList<EcsAttribute> attributes, CancellationToken cancel)
        => wire.JsonAsync("PutAttributes", new EcsRequests.PutAttributes(cluster, attributes), Json.PutAttributes, Json.AttributesReply, cancel);

    /// <summary>The attributes are gone; absent ones are success.</summary>
    public async Task DeleteAttributesAsync(string cluster, IReadOnlyList<EcsAttribute> attributes, CancellationToken cancel)
    {
        try
        {
            await wire.JsonAsync(
                "DeleteAttributes", new EcsRequests.PutAttributes(cluster, attributes), Json.PutAttributes, Json.AttributesReply, cancel)
                .ConfigureAwait(false);
        }
        catch (AwsException e) when (e.Is("TargetNotFoundException"))
        {
        }
    }

    public void Dispose() => wire.Dispose();

    private Task<IReadOnlyList<string>> ListAsync(
        string operation, EcsRequests.List request, Func<EcsReplies.List, IReadOnlyList<string>?> items, CancellationToken cancel)
        => AwsPages.AllAsync<string>(async token =>
        {
            var reply = await wire.JsonAsync(operation, request with { NextToken = token }, Json.ListRequest, Json.ListReply, cancel)
                .ConfigureAwait(false);
            return (items(reply) ?? [], reply.NextToken);
        });

    private static IReadOnlyList<T> Found<T>(
        IReadOnlyList<T>? found, IReadOnlyList<EcsFailure>? failures, string operation, bool missingIsAbsent = true)
        => failures?.FirstOrDefault(f => !missingIsAbsent || !f.IsMissing) is { } failure
            ? throw Refused(operation, failure)
            : found ?? [];

    private static AwsException Refused(string operation, EcsFailure failure)
        => new("AwsFailed", $"AWS refuses ecs:{operation}: {failure}.", "See what ECS says about that reason, then repeat.", false, null)
        {
            Code = failure.Reason ?? "",
        };
}
