namespace FireCamp.Engine.Operations;

/// <summary>Refuses by name what this version of FireCamp doesn't know, rather than skip it.</summary>
internal static class OperationCheck
{
    /// <exception cref="OperationNotUnderstoodException">The operation, or a step that its log tells of, is unknown.</exception>
    public static BoundOperation Understand(OperationRecord record, OperationRegistry registry)
    {
        var operation = registry.Find(record.Name)
            ?? throw new OperationNotUnderstoodException(record.Id, $"operation '{record.Name}'");
        var unknown = record.Log.FirstOrDefault(entry => !operation.StepNames.Contains(entry.Step));
        return unknown is null
            ? operation
            : throw new OperationNotUnderstoodException(record.Id, $"step '{unknown.Step}' of '{record.Name}'");
    }

    /// <exception cref="OperationNotUnderstoodException">An item that the log tells of is not in the plan.</exception>
    public static void Understand(OperationRecord record, IReadOnlyList<BoundStep> steps)
    {
        var known = steps.SelectMany(step => step.Items.Select(item => (step.Name, item))).ToHashSet();
        if (record.Log.FirstOrDefault(entry => !known.Contains((entry.Step, entry.Item))) is { } unknown)
        {
            throw new OperationNotUnderstoodException(record.Id, $"step '{StepName.Of(unknown.Step, unknown.Item)}' of this plan");
        }
    }
}
