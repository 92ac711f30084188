using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>An operation as users see it.</summary>
public sealed record Operation
{
    public required string Cluster { get; init; }

    public required string Id { get; init; }

    /// <summary>The operation's kind, such as <c>create-service</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it changes, such as <c>service/mypg</c>.</summary>
    public required string Subject { get; init; }

    public required string Actor { get; init; }

    /// <summary><c>Running</c>, <c>Interrupted</c>, <c>Failed</c>, <c>Unwinding</c>, <c>Undone</c>, <c>Succeeded</c> or <c>Stuck</c>.</summary>
    public required string State { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The step at work or the one that failed; null when none is.</summary>
    public string? Step { get; init; }

    public int Done { get; init; }

    public int Total { get; init; }

    public string? Error { get; init; }

    public IReadOnlyList<Blocker> Blockers { get; init; } = [];
}
