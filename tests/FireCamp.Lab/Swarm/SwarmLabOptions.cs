namespace FireCamp.Lab.Swarm;

/// <summary>How a swarm lab is started.</summary>
public sealed record SwarmLabOptions
{
    public int Nodes { get; init; } = 3;

    /// <summary>The first so many nodes are managers, the rest workers.</summary>
    public int Managers { get; init; } = 1;

    /// <summary>A shell command that each node runs before its dockerd and keeps running: see docs/lab.md.</summary>
    public string? NodeHook { get; init; }

    /// <summary>A shell command; a node's dockerd starts once it succeeds there.</summary>
    public string? NodeHookReady { get; init; }

    /// <summary>The domains that the DNS server takes updates for; <c>t1-firecamp.com</c> when there are none here.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>Of <c>nodes</c>, <c>etcd</c>, <c>dns</c> and <c>registry</c> what is started; all when there are none here.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    internal IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["NODE_HOOK"] = NodeHook,
        ["NODE_HOOK_READY"] = NodeHookReady,
        ["LAB_ZONES"] = string.Join(',', Zones),
        ["LAB_PARTS"] = string.Join(',', Parts),
    };
}
