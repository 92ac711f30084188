namespace FireCamp.Engine.Catalog;

/// <summary>Members of one sort: the replicas, the config servers, the dedicated masters.</summary>
public sealed record GroupDefinition
{
    public required string Name { get; init; }

    /// <summary>A Liquid condition; the group exists where it holds. Null for always.</summary>
    public string? When { get; init; }

    /// <summary>Members a shard: a number, or the name of the integer option that says it.</summary>
    public required string Size { get; init; }

    /// <summary>Shards: a number, or the name of the integer option that says it. Default 1.</summary>
    public string Shards { get; init; } = "1";

    /// <summary>In how many slots the data of all shards lies, for people who are told how many of them move; 0 where it isn't in slots.</summary>
    public int Slots { get; init; }

    /// <summary>
    /// The member's name; tokens <c>{service}</c>, <c>{shard}</c>, <c>{index}</c> (in its shard), <c>{ordinal}</c> (in
    /// its group).
    /// </summary>
    public string Naming { get; init; } = "{service}-{ordinal}";

    /// <summary>
    /// Whether FireCamp says who is primary: the first of each shard, until a switchover. Otherwise the kind decides by
    /// itself.
    /// </summary>
    public bool ManagedPrimary { get; init; }

    /// <summary>Whether a new member may begin with a copy of another's volumes. Default true.</summary>
    public bool Copied { get; init; } = true;

    /// <summary>Whether its members know each other by addresses, so that each must have one of its own that it keeps.</summary>
    public bool NeedsAddresses { get; init; }

    /// <summary>
    /// Whether a backup's data goes into the volumes of all its members; otherwise into those of each shard's primary alone, from which the
    /// others copy it.
    /// </summary>
    public bool RestoresAll { get; init; }
}
