using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>What a step has to work with.</summary>
/// <param name="Ports">The cluster's ports.</param>
/// <param name="OperationId">The operation's id; steps may use it as a token that is the same at each repeat.</param>
/// <param name="Item">The item that it is done for; null for a step that is done once.</param>
/// <param name="Report">Says to people what is going on.</param>
/// <param name="Block">Names what is waited for; the last set is shown when the deadline passes. An empty list clears it.</param>
/// <param name="Input">Opens what the user gave in secret to this operation by name, such as a password; null when not given.</param>
public sealed record StepContext(
    ClusterPorts Ports,
    string OperationId,
    string? Item,
    Action<string> Report,
    Action<IReadOnlyList<Blocker>> Block,
    Func<string, string?> Input)
{
    /// <summary>Who asked for the operation: <c>user@machine</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>The item of a step that is done for each.</summary>
    public string RequiredItem => Item ?? throw new InvalidOperationException("This step is done once, not for each.");
}
