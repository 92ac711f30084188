namespace FireCamp.Engine.Planning;

/// <summary>What a user asks for when a service is to get more replicas.</summary>
public sealed record AddReplicasRequest
{
    public required string Name { get; init; }

    /// <summary>How many more, in each shard; null for as many as there are zones named, or one.</summary>
    public int? Count { get; init; }

    /// <summary>The zones that they go to, in turn; none for those that have the fewest of the shard's members.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>How many more shards, each with as many members as the others have; null where the shards that there are get more members.</summary>
    public int? Shards { get; init; }
}
