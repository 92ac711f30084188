namespace FireCamp.Engine.Model;

/// <summary>What a user asked a cluster to be.</summary>
public sealed record ClusterSpec
{
    public required string Name { get; init; }

    /// <summary>The platform's well-known name: <c>Local</c>, <c>Swarm</c>, <c>Ecs</c>, <c>Kubernetes</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>Zones in the order in which members are spread over them.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    public required IReadOnlyList<NodeSpec> Nodes { get; init; }

    /// <summary>The DNS domain of the members: <c>&lt;cluster&gt;-firecamp.com</c>.</summary>
    public string Domain => $"{Name}-firecamp.com".ToLowerInvariant();

    /// <summary>Addresses that members get one of, in CIDR form; null where the platform gives members no address of their own.</summary>
    public string? Network { get; init; }

    /// <summary>How long a node's lease holds without a renewal. Default 2.5 s on Local.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>Whether the cluster's nodes are meant to run.</summary>
    public bool Running { get; init; } = true;

    public DateTimeOffset CreatedAt { get; init; }
}
