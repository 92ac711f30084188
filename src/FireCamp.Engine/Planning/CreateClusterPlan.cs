using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A new cluster and its nodes.</summary>
public sealed record CreateClusterPlan : OperationPlan
{
    public const string Name = "create-cluster";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Cluster(Cluster);

    public required ClusterSpec Spec { get; init; }

    /// <summary>What the platform was told besides, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>What changes in settings of the platform's own, which others use too, a line each.</summary>
    public IReadOnlyList<string> PlatformChanges { get; init; } = [];

    public override string Describe() => PlanText.CreateCluster(this);
}
