using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>An operation as it is stored, under <c>operations/&lt;id&gt;</c>; its plan lies beside it and never changes.</summary>
/// <remarks>Written by its runner alone, each time at the revision that this runner wrote last.</remarks>
public sealed record OperationRecord
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Subject { get; init; }

    public required string Cluster { get; init; }

    public required string Actor { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public OperationState State { get; init; }

    /// <summary>Null when nobody runs it: it ended, failed or was interrupted in order, and anybody may take it up at once.</summary>
    public RunnerRecord? Runner { get; init; }

    /// <summary>How many steps it has, each item counted.</summary>
    public int Total { get; init; }

    public IReadOnlyList<OperationLogEntry> Log { get; init; } = [];

    /// <summary>Why it failed last.</summary>
    public OperationError? Error { get; init; }

    public IReadOnlyList<Blocker> Blockers { get; init; } = [];

    /// <summary>What the user gave in secret, by name, sealed for this operation; empty once it is finished.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();
}
