using System.Text.Json.Serialization;

namespace FireCamp.Engine.Planning;

/// <summary>A cluster's nodes run, and with them the services that are meant to.</summary>
public sealed record StartClusterPlan : OperationPlan
{
    public const string Name = "start-cluster";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Cluster(Cluster);

    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>Whether it was meant to run before.</summary>
    public bool WasRunning { get; init; }

    public override string Describe() => PlanText.StartCluster(this);
}
