namespace FireCamp.Engine.Operations;

/// <summary>How far an operation is.</summary>
/// <param name="Operation">The kind of change, such as <c>create-service</c>.</param>
/// <param name="Item">What the step is done for; null for a step that is done once.</param>
/// <param name="Done">How many steps, each item counted, are done or taken back.</param>
/// <param name="Message">What is going on, as a sentence; empty when a step begins or ends.</param>
/// <param name="Undoing">Whether it is being taken back.</param>
public sealed record OperationProgress(
    string OperationId,
    string Operation,
    string Subject,
    string Step,
    string? Item,
    int Done,
    int Total,
    string Message,
    bool Undoing);
