using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>An operation as users see it.</summary>
public sealed record Operation
{
    public required string Id { get; init; }

    /// <summary>The kind of change, such as <c>create-service</c>.</summary>
    public required string Name { get; init; }

    public required string Cluster { get; init; }

    /// <summary>What is changed, such as <c>service/mypg</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Who began it: <c>user@machine</c>.</summary>
    public required string Actor { get; init; }

    public required OperationState State { get; init; }

    /// <summary>Whether it is finished: nothing is left to resume or undo.</summary>
    public bool IsFinished => State.IsFinished();

    /// <summary>Whether it can be undone: it is unfinished, and has not begun to destroy what no undo can bring back.</summary>
    public bool CanUndo { get; init; }

    /// <summary>Whether it is unfinished and nobody is known to run it: it waits for resume or undo.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>Who runs it now; null when nobody does.</summary>
    public string? Runner { get; init; }

    /// <summary>When it was begun; for a queued one, when it was asked for.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The step that it is at or failed at, as <c>name</c> or <c>name/item</c>; null before the first.</summary>
    public string? Step { get; init; }

    /// <summary>How many of its steps, each item counted, are done and stand.</summary>
    public int Done { get; init; }

    public int Total { get; init; }

    /// <summary>Why it failed last; kept after it was undone.</summary>
    public OperationError? Error { get; init; }

    /// <summary>Whether it is queued and nothing keeps it from beginning now.</summary>
    public bool IsDue { get; init; }

    /// <summary>When the window of a queued operation opens next; null when it is open, or never will be, and for any other operation.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>What a queued operation waits for, as a sentence; empty for any other, and when it is due.</summary>
    public string Waits { get; init; } = "";

    /// <summary>Who approved a queued operation; null when nobody did, and for any other.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>What keeps it from going on.</summary>
    public IReadOnlyList<Blocker> Blockers { get; init; } = [];
}
