using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Steps of one operation as a part of another, whose plan has the first one's plan in it.</summary>
internal static class StepLift
{
    /// <param name="part">The plan that the steps are made for, out of the whole.</param>
    public static IEnumerable<Step<TWhole>> Of<TWhole, TPart>(IEnumerable<Step<TPart>> steps, Func<TWhole, TPart> part)
        where TWhole : OperationPlan
        where TPart : OperationPlan
        => steps.Select(step => new Step<TWhole>(
            step.Name,
            (plan, context, cancel) => step.Do(part(plan), context, cancel),
            step.Undo is { } undo ? (plan, context, cancel) => undo(part(plan), context, cancel) : null)
        {
            Each = step.Each is { } each ? plan => each(part(plan)) : null,
            OneByOne = step.OneByOne,
            IsFinal = step.IsFinal,
            Deadline = step.Deadline,
        });
}
