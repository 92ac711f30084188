using FireCamp.Agent.Node;

namespace FireCamp.Agent.Images;

/// <summary>Which images a node should have before anybody asks for them.</summary>
internal static class ImagesAhead
{
    /// <summary>Those of members that are meant to run and may come to the node: an orchestrator keeps each in its zone.</summary>
    public static IReadOnlyList<string> Of(NodeView view, string node)
    {
        var zone = view.Cluster.Nodes.FirstOrDefault(n => string.Equals(n.Name, node, StringComparison.OrdinalIgnoreCase))?.Zone;
        return
        [
            .. view.Units.Where(u => u.MeantToRun && u.Zone == zone).Select(u => u.Image).OfType<string>()
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
    }
}
