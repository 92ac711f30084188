using System.Text.Json.Serialization;

namespace FireCamp.Engine.Planning;

/// <summary>A service with fewer shards: the data that moves to the others, and the members that go then.</summary>
public sealed record RemoveShardsPlan : OperationPlan
{
    public const string Name = "remove-shards";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Replicas.Subject;

    [JsonIgnore]
    public override IReadOnlyList<string> Disrupts => Replicas.Disrupts;

    /// <summary>The members of the shards that go, and what becomes of those that stay.</summary>
    public required RemoveReplicasPlan Replicas { get; init; }

    public required ShardMove Move { get; init; }

    public override string Describe() => ShardPlanText.Of(this);
}
