using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>An operation whose plan's type is no longer visible, so that runners treat all alike.</summary>
internal sealed record BoundOperation(
    string Name, bool UnwindsOnFailure, IReadOnlySet<string> StepNames, Func<OperationPlan, IReadOnlyList<BoundStep>> Bind)
{
    public static BoundOperation Of<TPlan>(IOperation<TPlan> operation)
        where TPlan : OperationPlan
        => new(
            operation.Name,
            operation.UnwindsOnFailure,
            operation.Steps.Select(step => step.Name).ToHashSet(),
            plan => [.. operation.Steps.Select(step => BoundStep.Of(step, (TPlan)plan))]);
}
