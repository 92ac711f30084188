using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Local;

/// <summary>Keeps nodes free of members by the cluster's record, which the scheduler goes by.</summary>
public sealed class LocalNodeDrainer(IMetadataStore store, string cluster) : INodeDrainer
{
    public Task CloseAsync(string node, CancellationToken cancel)
        => ChangeAsync(node, before => before == NodeAvailability.Drained ? before : NodeAvailability.Closed, cancel);

    /// <inheritdoc/>
    /// <remarks>A node that is lost has no members: the scheduler sees it as soon as anybody.</remarks>
    public Task DrainAsync(string node, DrainReason reason, CancellationToken cancel)
        => ChangeAsync(node, before => reason == DrainReason.Lost ? before : NodeAvailability.Drained, cancel);

    public Task LetBackAsync(string node, DrainReason reason, CancellationToken cancel)
        => ChangeAsync(node, before => reason == DrainReason.Lost ? before : NodeAvailability.Open, cancel);

    private async Task ChangeAsync(string node, Func<NodeAvailability, NodeAvailability> change, CancellationToken cancel)
        => await store.UpdateAsync(
            Keys.Cluster,
            spec =>
            {
                var found = spec?.Nodes.FirstOrDefault(n => NameRules.Key(n.Name) == NameRules.Key(node))
                    ?? throw new NotFoundException("Node", node, $"Get-FireCampNode -Cluster {cluster} lists those there are.") { Target = node };
                var after = found with { Availability = change(found.Availability) };
                return after == found ? null : spec! with { Nodes = [.. spec.Nodes.Select(n => n == found ? after : n)] };
            },
            ModelJson.Default.ClusterSpec,
            cancel).ConfigureAwait(false);
}
