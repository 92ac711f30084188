using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Clients.Aws.Ecs;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Ecs;

/// <summary>The ECS services of a cluster's members.</summary>
/// <remarks>Each has one task in the member's zone; the old task is stopped before the new one starts.</remarks>
internal sealed class EcsServices(AwsConnection aws, EcsMemberOptions options)
{
    /// <summary>So often another session may be quicker before this one gives up.</summary>
    private const int Attempts = 5;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private EcsClient Ecs => aws.Ecs.Value;

    /// <summary>The member has a service with one task, as its spec says and under this token. A repeat changes nothing.</summary>
    public Task EnsureAsync(MemberSpec member, string runToken, CancellationToken cancel)
    {
        var wanted = EcsDefinition.Of(member, runToken, options);
        return UntilNobodyElseWritesAsync(
            member.Name,
            found => found is null ? CreateAsync(member, wanted, cancel) : UpdateAsync(found, member, wanted, cancel),
            cancel);
    }

    /// <summary>The member's service has no task; an absent one is success.</summary>
    public Task StopAsync(string member, CancellationToken cancel)
        => UntilNobodyElseWritesAsync(
            member,
            found => found is null or { DesiredCount: 0 } ? Task.CompletedTask
                : Ecs.UpdateServiceAsync(new(options.EcsCluster, found.ServiceName) { DesiredCount = 0 }, cancel),
            cancel);

    /// <summary>The member has no service; its task may still be about to end.</summary>
    public Task RemoveAsync(string member, CancellationToken cancel)
        => UntilNobodyElseWritesAsync(
            member,
            found => found is null ? Task.CompletedTask : Ecs.DeleteServiceAsync(options.EcsCluster, found.ServiceName, cancel),
            cancel);

    /// <summary>The member, which has no service any more, has no task definition that could be used.</summary>
    public Task ForgetAsync(string member, CancellationToken cancel) => DeregisterAsync(member, int.MaxValue, cancel);

    private async Task UntilNobodyElseWritesAsync(string member, Func<EcsService?, Task> change, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var found = await FindAsync(member, cancel).ConfigureAwait(false);
            try
            {
                await change(found).ConfigureAwait(false);
                return;
            }
            catch (AwsException e) when (attempt < Attempts && IsOvertaken(e))
            {
                await Task.Delay(LookEvery, aws.Time, cancel).ConfigureAwait(false);
            }
        }
    }

    // Another session made, removed or changed it meanwhile.
    private static bool IsOvertaken(AwsException e)
        => e.Is("ServiceNotFoundException", "ServiceNotActiveException")
            || (e.Is("InvalidParameterException") && e.Message.Contains("idempotent", StringComparison.OrdinalIgnoreCase))
            || (e.Is("ClientException", "InvalidParameterException") && e.Message.Contains("inactive", StringComparison.OrdinalIgnoreCase));

    // While one of the name is draining, none can be made.
    private async Task<EcsService?> FindAsync(string member, CancellationToken cancel)
    {
        var name = EcsNames.ServiceOf(options.Cluster, member);
        while (true)
        {
            var found = (await Ecs.DescribeServicesAsync(options.EcsCluster, [name], cancel).ConfigureAwait(false)).FirstOrDefault();
            switch (found?.Status)
            {
                case null or "INACTIVE":
                    return null;
                case "DRAINING":
                    await Task.Delay(LookEvery, aws.Time, cancel).ConfigureAwait(false);
                    break;
                default:
                    return IsOwn(found) ? found : throw NameTaken(name);
            }
        }
    }

    private bool IsOwn(EcsService service)
        => service.Tags?.FirstOrDefault(t => t.Key == EcsNames.ClusterTag)?.Value is { } cluster
            && cluster.Equals(options.Cluster, StringComparison.OrdinalIgnoreCase);

    private async Task CreateAsync(MemberSpec member, EcsTaskDefinition wanted, CancellationToken cancel)
    {
        var registered = await Ecs.RegisterTaskDefinitionAsync(wanted, cancel).ConfigureAwait(false);
        await Ecs.CreateServiceAsync(
            new(options.EcsCluster, EcsNames.ServiceOf(options.Cluster, member.Name), registered.TaskDefinitionArn!, DesiredCount: 1)
            {
                LaunchType = "EC2",
                DeploymentConfiguration = EcsPlacement.OldFirst,
                PlacementConstraints = EcsPlacement.Constraints(member.Zone),
                PlacementStrategy = EcsPlacement.Strategy,
                Tags = [new(EcsNames.ClusterTag, options.Cluster), new(EcsNames.ServiceTag, member.Service)],
                PropagateTags = "SERVICE",
            },
            cancel).ConfigureAwait(false);
    }

    private async Task UpdateAsync(EcsService found, MemberSpec member, EcsTaskDefinition wanted, CancellationToken cancel)
    {
        var current = await Ecs.DescribeTaskDefinitionAsync(found.TaskDefinition!, cancel).ConfigureAwait(false);
        var isSame = EcsDefinition.FingerprintOf(current) == EcsDefinition.FingerprintOf(wanted);
        if (isSame && found.DesiredCount == 1)
        {
            return;
        }

        var request = new EcsRequests.UpdateService(options.EcsCluster, found.ServiceName) { DesiredCount = 1 };
        if (isSame)
        {
            await Ecs.UpdateServiceAsync(request, cancel).ConfigureAwait(false);
            return;
        }

        var registered = (await Ecs.RegisterTaskDefinitionAsync(wanted, cancel).ConfigureAwait(false)).TaskDefinitionArn!;
        await Ecs.UpdateServiceAsync(request with { TaskDefinition = registered }, cancel).ConfigureAwait(false);
        await DeregisterAsync(member.Name, EcsNames.DefinitionOf(found.TaskDefinition!).Revision, cancel).ConfigureAwait(false);
    }

    // Only those from before the one that was replaced: ECS may still be stopping tasks of that, and a later one may be another session's,
    // which has registered it and is about to use it.
    private async Task DeregisterAsync(string member, int below, CancellationToken cancel)
    {
        var family = EcsNames.FamilyOf(options.Cluster, member);
        foreach (var arn in await Ecs.ListTaskDefinitionsAsync(family, cancel).ConfigureAwait(false))
        {
            var (of, revision) = EcsNames.DefinitionOf(arn);
            if (of == family && revision < below)
            {
                await Ecs.DeregisterTaskDefinitionAsync(arn, cancel).ConfigureAwait(false);
            }
        }
    }

    private static FireCampException NameTaken(string name)
        => new("EcsNameTaken", $"ECS has a service '{name}' that isn't this cluster's.", "Remove that service or give this one another name.")
        {
            Target = name,
        };
}
