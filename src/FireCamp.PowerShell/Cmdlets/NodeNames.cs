using FireCamp.Engine;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>Turns node names with wildcards into names of nodes that exist.</summary>
internal static class NodeNames
{
    /// <summary>A literal name stays as it is, whether it exists or not; a pattern gives what matches, perhaps nothing.</summary>
    public static async Task<IReadOnlyList<string>> ExpandAsync(ClusterEngine cluster, string name, CancellationToken cancel)
    {
        if (!NamePatterns.IsPattern(name))
        {
            return [name];
        }

        var matches = NamePatterns.Matching(name);
        var nodes = await cluster.ListNodesAsync(cancel);
        return [.. nodes.Select(n => n.Name).Where(matches)];
    }
}
