using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>An operation whose plan's type is no longer visible, so that runners treat all alike.</summary>
/// <param name="FinalSteps">The names of those that destroy what no undo can bring back.</param>
internal sealed record BoundOperation(
    string Name,
    bool UnwindsOnFailure,
    IReadOnlySet<string> StepNames,
    IReadOnlySet<string> FinalSteps,
    Func<OperationPlan, IReadOnlyList<BoundStep>> Bind)
{
    public static BoundOperation Of<TPlan>(IOperation<TPlan> operation)
        where TPlan : OperationPlan
        => new(
            operation.Name,
            operation.UnwindsOnFailure,
            operation.Steps.Select(step => step.Name).ToHashSet(),
            operation.Steps.Where(step => step.IsFinal).Select(step => step.Name).ToHashSet(),
            plan => [.. operation.Steps.Select(step => BoundStep.Of(step, (TPlan)plan))]);
}
