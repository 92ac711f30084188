namespace FireCamp.Engine.Model;

/// <summary>
/// A service's spec as one change made it. Stored under <c>revisions/&lt;service&gt;/&lt;number&gt;</c> until the service is removed.
/// </summary>
public sealed record ServiceRevision
{
    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who asked for the change: <c>user@machine</c>.</summary>
    public required string By { get; init; }

    /// <summary>The id of the operation that made it.</summary>
    public required string Operation { get; init; }

    /// <summary>What changed, in a line; never a password.</summary>
    public required string Change { get; init; }

    public required ServiceSpec Spec { get; init; }
}
