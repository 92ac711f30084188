namespace FireCamp.Engine.Platforms;

/// <summary>A command to run in a member: an action of its kind by name, or any command.</summary>
public sealed record ExecRequest
{
    /// <summary>The name of one of the workload's actions; null for a free command.</summary>
    public string? Action { get; init; }

    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Added to the member's environment for this one process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string? StandardInput { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);
}
