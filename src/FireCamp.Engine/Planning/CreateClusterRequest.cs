using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>What a user asks of a new cluster; what is left out gets a default.</summary>
public sealed record CreateClusterRequest
{
    public required string Name { get; init; }

    public string Platform { get; init; } = "Local";

    /// <summary>How many nodes; default 3. They are called <c>node-1</c>, <c>node-2</c> … and lie over the zones in turn.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>Default: <c>zone-1</c>, <c>zone-2</c>, <c>zone-3</c>, as many as there are nodes, at most three.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>What each node's members may reserve; default the machine's memory divided by the nodes.</summary>
    public ByteSize? NodeMemory { get; init; }

    /// <summary>How long a node's lease holds; 1 s to 60 s, default 2.5 s.</summary>
    public TimeSpan? LeaseDuration { get; init; }

    /// <summary>Whether agents are put on the nodes before the cluster is made, so that they may be absent when it is planned.</summary>
    public bool InstallsAgents { get; init; }

    /// <summary>What the platform needs to know besides, by name; empty for Local.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
