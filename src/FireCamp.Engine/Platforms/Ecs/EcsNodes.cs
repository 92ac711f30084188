using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Clients.Aws.Ecs;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Ecs;

/// <summary>The machines of an ECS cluster.</summary>
/// <remarks>
/// ECS itself only drains, which ends all tasks of a machine at once. So a node is closed by an attribute that every member's service keeps
/// away from, which leaves those that are there in peace until they are moved one by one.
/// </remarks>
public sealed class EcsNodes(AwsConnection aws, EcsMemberOptions options) : INodeDrainer
{
    private EcsClient Ecs => aws.Ecs.Value;

    public async Task CloseAsync(string node, CancellationToken cancel)
    {
        var found = await GetAsync(node, cancel).ConfigureAwait(false);
        if (found.Closed != DrainReason.Suspended)
        {
            await MarkAsync(found, DrainReason.Suspended, cancel).ConfigureAwait(false);
        }
    }

    public async Task DrainAsync(string node, DrainReason reason, CancellationToken cancel)
    {
        var found = await GetAsync(node, cancel).ConfigureAwait(false);
        if (reason == DrainReason.Lost)
        {
            // Draining would end what others run there, too, and a member that has nowhere else to go.
            if (found.Closed is null && found.Status == "ACTIVE")
            {
                await MarkAsync(found, reason, cancel).ConfigureAwait(false);
            }

            return;
        }

        if (found.Closed != DrainReason.Suspended)
        {
            await MarkAsync(found, reason, cancel).ConfigureAwait(false);
        }

        await SetStateAsync(found, "DRAINING", cancel).ConfigureAwait(false);
    }

    public async Task LetBackAsync(string node, DrainReason reason, CancellationToken cancel)
    {
        var found = await GetAsync(node, cancel).ConfigureAwait(false);
        if (reason == DrainReason.Lost && found.Closed != DrainReason.Lost)
        {
            return;
        }

        await SetStateAsync(found, "ACTIVE", cancel).ConfigureAwait(false);
        if (found.Closed is not null)
        {
            await Ecs.DeleteAttributesAsync(options.EcsCluster, [new(EcsNames.Closed, $"{found.Closed}", TargetId: found.Arn)], cancel)
                .ConfigureAwait(false);
        }
    }

    /// <summary>The machines that members may run on.</summary>
    public async Task<IReadOnlyList<NodeSpec>> FindAsync(CancellationToken cancel)
        => [.. (await ListAsync(cancel).ConfigureAwait(false)).Select(n => new NodeSpec(n.Name, n.Zone, n.Memory))];

    internal async Task<IReadOnlyList<EcsNode>> ListAsync(CancellationToken cancel)
    {
        var arns = await Ecs.ListContainerInstancesAsync(options.EcsCluster, cancel).ConfigureAwait(false);
        return arns.Count == 0
            ? []
            : [
                .. (await Ecs.DescribeContainerInstancesAsync(options.EcsCluster, arns, cancel).ConfigureAwait(false))
                    .Select(EcsNode.Of).OrderBy(n => n.Zone, StringComparer.Ordinal).ThenBy(n => n.Name, StringComparer.Ordinal),
            ];
    }

    private async Task<EcsNode> GetAsync(string node, CancellationToken cancel)
        => (await ListAsync(cancel).ConfigureAwait(false)).FirstOrDefault(n => n.Name.Equals(node, StringComparison.OrdinalIgnoreCase))
            ?? throw new NotFoundException("Node", node, "See the cluster's nodes with Get-FireCampNode.");

    private Task MarkAsync(EcsNode node, DrainReason why, CancellationToken cancel)
        => Ecs.PutAttributesAsync(options.EcsCluster, [new(EcsNames.Closed, $"{why}", TargetId: node.Arn)], cancel);

    private Task SetStateAsync(EcsNode node, string state, CancellationToken cancel)
        => node.Status == state ? Task.CompletedTask : Ecs.SetContainerInstancesStateAsync(options.EcsCluster, [node.Arn], state, cancel);
}
