namespace FireCamp.Engine.Planning;

/// <summary>What a user asks for when a service is to have fewer replicas.</summary>
public sealed record RemoveReplicasRequest
{
    public required string Name { get; init; }

    /// <summary>How many fewer, in each shard; null when members are named.</summary>
    public int? Count { get; init; }

    /// <summary>The members that go, by name.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>How many of the last shards go, with all their members; null where the shards stay.</summary>
    public int? Shards { get; init; }

    /// <summary>Whether their volumes are deleted with all data; otherwise they are kept.</summary>
    public bool RemoveVolumes { get; init; }
}
