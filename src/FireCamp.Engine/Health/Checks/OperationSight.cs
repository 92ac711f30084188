namespace FireCamp.Engine.Health.Checks;

/// <summary>An operation on a service, as far as the service's health goes.</summary>
/// <param name="State">Its state, in a word for people.</param>
/// <param name="IsStuck">Whether a person is needed.</param>
/// <param name="IsInterrupted">Whether nobody runs it: it waits for resume or undo.</param>
/// <param name="Runner">Who runs it; null when nobody does.</param>
/// <param name="Reason">Why it failed last, or what it waits for; empty when there is nothing to say.</param>
public sealed record OperationSight(string Id, string Name, string State, bool IsStuck, bool IsInterrupted, string? Runner, string Reason);
