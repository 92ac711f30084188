using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine.Operations;

/// <summary>Lets a node take members again; none moves to it because of that, but those that had nowhere to go run again.</summary>
/// <remarks>Suspended → Open. An unwind suspends it again.</remarks>
internal sealed class ResumeNode : IOperation<ResumeNodePlan>
{
    public string Name => ResumeNodePlan.Name;

    public bool UnwindsOnFailure => false;

    public IReadOnlyList<Step<ResumeNodePlan>> Steps { get; } = [new("let-back", LetBack, Drain)];

    private static Task LetBack(ResumeNodePlan plan, StepContext context, CancellationToken cancel)
        => context.Ports.Drainer.LetBackAsync(plan.Node, DrainReason.Suspended, cancel);

    private static Task Drain(ResumeNodePlan plan, StepContext context, CancellationToken cancel)
        => plan.WasSuspended ? context.Ports.Drainer.DrainAsync(plan.Node, DrainReason.Suspended, cancel) : Task.CompletedTask;
}
