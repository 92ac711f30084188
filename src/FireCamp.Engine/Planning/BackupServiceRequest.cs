namespace FireCamp.Engine.Planning;

/// <summary>What a user asks of a backup.</summary>
public sealed record BackupServiceRequest
{
    public required string Service { get; init; }

    /// <summary>The id that the backup gets: no other of the service has it.</summary>
    public required string Id { get; init; }

    /// <summary>The store's URL.</summary>
    public required string Store { get; init; }

    public bool IsEncrypted { get; init; }

    /// <summary>The user's own name for it.</summary>
    public string? Label { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
