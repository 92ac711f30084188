namespace FireCamp.Engine.Clients.Agent;

/// <summary>The body of <c>POST /v1/members/{service}/{member}/exec</c>: a command to run in a member.</summary>
public sealed record AgentExecRequest
{
    /// <summary>The name of one of the workload's actions; null for a free command.</summary>
    public string? Action { get; init; }

    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Added to the member's environment for this one process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string? StandardInput { get; init; }

    /// <summary>The agent kills the command after so many seconds.</summary>
    public double TimeoutSeconds { get; init; } = 60;
}
