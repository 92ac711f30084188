using System.Text.Json.Serialization;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>A plan for <see cref="DemoOperation"/>.</summary>
public sealed record DemoPlan : OperationPlan
{
    public const string Name = "demo";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => $"demo/{Target}";

    public string Target { get; init; } = "a";

    public required IReadOnlyList<DemoStep> Steps { get; init; }

    public override string Describe() => string.Join(Environment.NewLine, Steps);

    public static DemoPlan Of(params DemoStep[] steps) => new() { Cluster = "t1", Steps = steps };
}
