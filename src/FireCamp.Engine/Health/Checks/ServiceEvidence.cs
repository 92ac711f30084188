using FireCamp.Engine.Model;

namespace FireCamp.Engine.Health.Checks;

/// <summary>All that a service's checks look at, as it was at one moment.</summary>
public sealed record ServiceEvidence
{
    public required ServiceSight Sight { get; init; }

    /// <summary>What the agents measured of its members' volumes.</summary>
    public IReadOnlyList<MemberUsage> Usages { get; init; } = [];

    /// <summary>How far its members' logs are archived; none where it doesn't have them archived.</summary>
    public IReadOnlyList<MemberArchive> Archives { get; init; } = [];

    /// <summary>The unfinished operation on it; null when there is none.</summary>
    public OperationSight? Unfinished { get; init; }

    /// <summary>Operations on it that wait for its window or an approval.</summary>
    public IReadOnlyList<OperationSight> Queued { get; init; } = [];

    /// <summary>What differs, by member, from what its kind makes of it now; those that don't differ are left out.</summary>
    public IReadOnlyList<MemberDrift> Drifts { get; init; } = [];

    /// <summary>Why it can't be told what its kind makes of it now; null when it can.</summary>
    public string? DriftUnknown { get; init; }

    /// <summary>What the agents of its running members say of the files there.</summary>
    public IReadOnlyList<MemberFilesSight> Files { get; init; } = [];

    /// <summary>The certificates of the agents of its members' nodes.</summary>
    public IReadOnlyList<NodeCertificate> Certificates { get; init; } = [];

    public required DateTimeOffset Now { get; init; }

    public ServiceSpec Service => Sight.Service;

    /// <summary>Its members in plan order.</summary>
    public IReadOnlyList<Member> Members => field ??= ServiceObserver.Members(Sight);

    /// <summary>Whether it is meant to run.</summary>
    public bool IsMeantToRun => Service.Intent is ServiceIntent.Running or ServiceIntent.Creating;
}
