using System.Text.Json;

namespace FireCamp.Engine.Operations;

/// <summary>An operation that waits for its time or for an approval. Stored under <c>queue/&lt;id&gt;</c> until it begins or is withdrawn.</summary>
/// <remarks>It begins under the same id. An entry whose operation exists has begun and counts for nothing: its deletion was interrupted.</remarks>
public sealed record QueuedOperation
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Subject { get; init; }

    public required string Cluster { get; init; }

    /// <summary>Who asked for it: <c>user@machine</c>.</summary>
    public required string Actor { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>What was planned when it was asked for. It is planned anew when it begins.</summary>
    public required JsonElement Plan { get; init; }

    /// <summary>What the user gave in secret, by name, sealed for the operation.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    /// <summary>Null as long as nobody has approved it.</summary>
    public OperationApproval? Approval { get; init; }

    /// <summary>Why it couldn't begin when that was tried last.</summary>
    public OperationError? Error { get; init; }
}
