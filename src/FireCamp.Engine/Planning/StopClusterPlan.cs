using System.Text.Json.Serialization;

namespace FireCamp.Engine.Planning;

/// <summary>A cluster's nodes stop in order, and with them their members; what is meant to run runs again at the next start.</summary>
public sealed record StopClusterPlan : OperationPlan
{
    public const string Name = "stop-cluster";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Cluster(Cluster);

    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>Whether it was meant to run before.</summary>
    public bool WasRunning { get; init; }

    public override string Describe() => PlanText.StopCluster(this);
}
