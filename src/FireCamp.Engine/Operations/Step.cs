namespace FireCamp.Engine.Operations;

/// <summary>The unit of an operation: logged before and after it runs.</summary>
/// <param name="Name">Lasting: it is stored in operation logs. Never rename one.</param>
/// <param name="Do">Makes it so.</param>
/// <param name="Undo">Ensures it is absent; null where there is nothing to take back. Must not fail for good: it is
/// tried until it succeeds or the operation is stuck.</param>
public sealed record Step<TPlan>(string Name, StepAction<TPlan> Do, StepAction<TPlan>? Undo = null)
{
    /// <summary>
    /// The items, such as members' names, that the step is done for; each is logged on its own as <c>name/item</c>.
    /// Null: done once.
    /// </summary>
    public Func<TPlan, IReadOnlyList<string>>? Each { get; init; }

    /// <summary>Whether the items come one after the other, stopping at the first that fails; otherwise they run at once.</summary>
    public bool OneByOne { get; init; }

    /// <summary>Whether it destroys what no undo can bring back: once begun, the operation can only go on.</summary>
    public bool IsFinal { get; init; }

    /// <summary>How long one item may take before the operation reports what blocks it. Default 2 minutes.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(2);
}
