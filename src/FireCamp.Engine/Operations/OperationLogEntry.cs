namespace FireCamp.Engine.Operations;

/// <summary>One line of an operation's log.</summary>
/// <param name="Item">What the step is done for; null for a step that is done once.</param>
/// <param name="Time">For people; nothing is decided by it.</param>
/// <param name="Error">Why, for the events that tell of a failure; else null.</param>
public sealed record OperationLogEntry(string Step, string? Item, StepEvent Event, DateTimeOffset Time, OperationError? Error);
