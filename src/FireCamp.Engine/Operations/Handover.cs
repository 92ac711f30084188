namespace FireCamp.Engine.Operations;

/// <summary>What a demoted primary wrote, for its successor to receive. Stored while the switchover is under way.</summary>
/// <param name="Operation">The operation that demoted it.</param>
/// <param name="Text">The output of the action <c>demote</c>; only the kind's own scripts understand it.</param>
internal sealed record Handover(string Operation, string Text);
