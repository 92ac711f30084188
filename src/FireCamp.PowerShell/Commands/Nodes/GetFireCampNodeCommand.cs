using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Nodes;

/// <summary>Gets the nodes of a cluster.</summary>
[Cmdlet(VerbsCommon.Get, "FireCampNode")]
[OutputType(typeof(NodeStatus))]
public sealed class GetFireCampNodeCommand : ConnectedCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(NodeCompleter))]
    [SupportsWildcards]
    public NodeReference[] Name { get; set; } = [new NodeReference("*")];

    private protected override Task ProcessAsync(CancellationToken cancel)
        => ForEachAsync(Name, async reference =>
        {
            var cluster = await ConnectAsync(reference.Cluster, cancel);
            WriteObject(await FindAsync(cluster, reference.Name, cancel), enumerateCollection: true);
        });

    private static async Task<IReadOnlyList<NodeStatus>> FindAsync(ClusterEngine cluster, string name, CancellationToken cancel)
    {
        var nodes = await cluster.ListNodesAsync(cancel);
        var matches = NamePatterns.Matching(name);
        var found = nodes.Where(n => matches(n.Name)).ToList();
        return found.Count > 0 || NamePatterns.IsPattern(name)
            ? found
            : throw new NotFoundException(
                "Node", name, $"Cluster '{cluster.Name}' has: {string.Join(", ", nodes.Select(n => n.Name))}.");
    }
}
