using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Clients.Aws.Ecs;

namespace FireCamp.Engine.Platforms.Ecs;

/// <summary>The tasks of a cluster's members.</summary>
internal sealed class EcsTasks(AwsConnection aws, EcsMemberOptions options)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private EcsClient Ecs => aws.Ecs.Value;

    /// <summary>Those of the member's service, or of all services when null.</summary>
    /// <returns>What is meant to run, and what is ending or ended within the last hour.</returns>
    public async Task<IReadOnlyList<EcsTask>> ListAsync(string? member, CancellationToken cancel)
    {
        var which = new EcsRequests.List(options.EcsCluster)
        {
            Family = member is null ? null : EcsNames.FamilyOf(options.Cluster, member),
        };
        var wanted = await Ecs.ListTasksAsync(which with { DesiredStatus = "RUNNING" }, cancel).ConfigureAwait(false);
        var unwanted = await Ecs.ListTasksAsync(which with { DesiredStatus = "STOPPED" }, cancel).ConfigureAwait(false);
        return [.. await Ecs.DescribeTasksAsync(options.EcsCluster, wanted.Concat(unwanted), cancel).ConfigureAwait(false)];
    }

    /// <summary>The member, which has no service any more, has no task on any machine that ECS can reach.</summary>
    /// <remarks>What runs on one that it can't reach is for the claim to end.</remarks>
    public async Task EnsureGoneAsync(string member, CancellationToken cancel)
    {
        while (await IsThereAsync(member, cancel).ConfigureAwait(false))
        {
            await Task.Delay(LookEvery, aws.Time, cancel).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsThereAsync(string member, CancellationToken cancel)
    {
        var left = (await ListAsync(member, cancel).ConfigureAwait(false))
            .Where(t => t is { LastStatus: not "STOPPED", ContainerInstanceArn: not null }).Select(t => t.ContainerInstanceArn!).Distinct().ToList();
        return left.Count > 0
            && (await Ecs.DescribeContainerInstancesAsync(options.EcsCluster, left, cancel).ConfigureAwait(false)).Any(i => i.AgentConnected);
    }
}
