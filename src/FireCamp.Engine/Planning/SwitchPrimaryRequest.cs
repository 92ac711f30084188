namespace FireCamp.Engine.Planning;

/// <summary>Asks for another primary of a service, or of one of its shards.</summary>
public sealed record SwitchPrimaryRequest
{
    public required string Service { get; init; }

    /// <summary>The member that becomes primary; null for the one that has the most.</summary>
    public string? Member { get; init; }

    /// <summary>From 0; null where the member says it, or the service has only one.</summary>
    public int? Shard { get; init; }

    /// <summary>Whether a replica is promoted where the primary is gone for good, although what it wrote last can be missing then.</summary>
    public bool Force { get; init; }
}
