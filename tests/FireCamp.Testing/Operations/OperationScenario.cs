using System.Text.Json.Serialization.Metadata;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Testing.Fakes;

namespace FireCamp.Testing.Operations;

/// <summary>An operation to be tried, and the state of the world that it is tried from.</summary>
/// <param name="Operation">The operation under trial.</param>
/// <param name="Prepare">Brings a fresh world to the start state, always the same, and returns the plan.</param>
public sealed record OperationScenario<TPlan>(IOperation<TPlan> Operation, Func<FakeWorld, Task<TPlan>> Prepare)
    where TPlan : OperationPlan
{
    /// <summary>What the user gives in secret.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it moves members; those that moved stay where they are when it is undone.</summary>
    public bool MovesMembers { get; init; }

    /// <summary>Whether it makes volumes larger; those that grew stay so when it is undone.</summary>
    public bool GrowsVolumes { get; init; }

    public JsonTypeInfo<OperationPlan> PlanType { get; init; } = PlanningJson.Default.OperationPlan;
}
