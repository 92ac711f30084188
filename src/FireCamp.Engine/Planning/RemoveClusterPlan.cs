using System.Text.Json.Serialization;

namespace FireCamp.Engine.Planning;

/// <summary>A cluster goes with all that it holds.</summary>
public sealed record RemoveClusterPlan : OperationPlan
{
    public const string Name = "remove-cluster";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Cluster(Cluster);

    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>Services that go with it.</summary>
    public required IReadOnlyList<string> Services { get; init; }

    /// <summary>Hosts whose names go.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    public required IReadOnlyList<string> Volumes { get; init; }

    /// <summary>Whether it was meant to run before.</summary>
    public bool WasRunning { get; init; }

    public override string Describe() => PlanText.RemoveCluster(this);
}
