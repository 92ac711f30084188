namespace FireCamp.Engine.Metadata;

/// <summary>A node's sign of life, rewritten by its agent every so often. Stored under <c>leases/&lt;node&gt;</c>.</summary>
/// <param name="Holder">The agent process's own id, new at each start.</param>
/// <param name="Count">Rises with each renewal, so that an observer sees the record change; no clock is in it.</param>
/// <param name="Duration">How long it holds after an observer saw it change, on the observer's own monotonic clock.</param>
/// <param name="Endpoint">Where the agent answers: <c>unix:///…/agent.sock</c> or <c>https://host:port</c>.</param>
/// <param name="Released">The agent ended in order: nothing runs under this lease any more.</param>
public sealed record NodeLease(string Node, string Holder, long Count, TimeSpan Duration, string Endpoint, bool Released);
