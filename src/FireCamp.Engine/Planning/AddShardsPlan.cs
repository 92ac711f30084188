using System.Text.Json.Serialization;

namespace FireCamp.Engine.Planning;

/// <summary>A service with more shards: who their members are, and the data that moves to them.</summary>
public sealed record AddShardsPlan : OperationPlan
{
    public const string Name = "add-shards";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Replicas.Subject;

    [JsonIgnore]
    public override IReadOnlyList<string> Disrupts => Replicas.Disrupts;

    /// <summary>The new shards' members, and what becomes of those that there are.</summary>
    public required AddReplicasPlan Replicas { get; init; }

    public required ShardMove Move { get; init; }

    public override string Describe() => ShardPlanText.Of(this);
}
