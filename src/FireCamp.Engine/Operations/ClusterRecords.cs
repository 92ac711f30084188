using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

internal static class ClusterRecords
{
    public static Task SetRunningAsync(IMetadataStore store, bool running, CancellationToken cancel)
        => store.UpdateAsync(
            Keys.Cluster, spec => spec is null ? null : spec with { Running = running }, ModelJson.Default.ClusterSpec, cancel);

    public static async Task<NodeSpec> NodeAsync(IMetadataStore store, string cluster, string node, CancellationToken cancel)
        => (await store.FindAsync(Keys.Cluster, ModelJson.Default.ClusterSpec, cancel).ConfigureAwait(false))?
            .Value.Nodes.FirstOrDefault(n => NameRules.Key(n.Name) == NameRules.Key(node))
            ?? throw new NotFoundException("Node", node, $"Get-FireCampNode -Cluster {cluster} lists those there are.") { Target = node };

    /// <summary>The node that the step is for is up.</summary>
    public static async Task StartNodeAsync(StepContext context, CancellationToken cancel)
        => await context.Ports.Nodes.StartAsync(await NodeAsync(context, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);

    /// <summary>The node that the step is for doesn't run.</summary>
    public static async Task StopNodeAsync(StepContext context, CancellationToken cancel)
        => await context.Ports.Nodes.StopAsync(await NodeAsync(context, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);

    private static Task<NodeSpec> NodeAsync(StepContext context, CancellationToken cancel)
        => NodeAsync(context.Ports.Store, context.Ports.Cluster, context.RequiredItem, cancel);
}
