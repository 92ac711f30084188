namespace FireCamp.Engine.Model;

/// <summary>A cluster as users see it.</summary>
public sealed record Cluster
{
    public required string Name { get; init; }

    public required string Platform { get; init; }

    /// <summary><c>Running</c>, <c>Degraded</c> (a node is down), <c>Stopped</c> or <c>Damaged</c>.</summary>
    public required string Phase { get; init; }

    public string Reason { get; init; } = "";

    public required IReadOnlyList<string> Zones { get; init; }

    public int Nodes { get; init; }

    public int NodesUp { get; init; }

    public int Services { get; init; }

    public required string Domain { get; init; }

    /// <summary>Whether members can be reached by name; when not, use their addresses.</summary>
    public bool NamesResolve { get; init; }

    public string? Network { get; init; }

    public string? Folder { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
