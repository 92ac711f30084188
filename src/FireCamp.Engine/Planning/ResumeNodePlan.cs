using System.Text.Json.Serialization;

namespace FireCamp.Engine.Planning;

/// <summary>A node takes members again. Those that left it stay where they are.</summary>
public sealed record ResumeNodePlan : OperationPlan
{
    public const string Name = "resume-node";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Node(Node);

    public required string Node { get; init; }

    /// <summary>Whether it was suspended before.</summary>
    public bool WasSuspended { get; init; }

    public override string Describe() => NodePlanText.Resume(this);
}
