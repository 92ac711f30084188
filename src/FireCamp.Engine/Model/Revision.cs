namespace FireCamp.Engine.Model;

/// <summary>A revision of a service as users see it.</summary>
public sealed record Revision
{
    public required string Cluster { get; init; }

    public required string Service { get; init; }

    public required int Number { get; init; }

    /// <summary>Whether it is what the service is now.</summary>
    public required bool IsCurrent { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who asked for it: <c>user@machine</c>.</summary>
    public required string By { get; init; }

    /// <summary>The id of the operation that made it.</summary>
    public required string Operation { get; init; }

    /// <summary>What changed, in a line.</summary>
    public required string Change { get; init; }

    /// <summary>In what it differs from the revision before it; empty for the first.</summary>
    public required IReadOnlyList<SpecDifference> Diff { get; init; }

    public required string Version { get; init; }

    public required ByteSize Memory { get; init; }

    /// <summary>0 is no limit.</summary>
    public required double CpuLimit { get; init; }

    public required IReadOnlyDictionary<string, string> Options { get; init; }
}
