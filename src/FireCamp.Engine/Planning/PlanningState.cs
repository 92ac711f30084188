using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;
using FireCamp.Engine.Volumes;

namespace FireCamp.Engine.Planning;

/// <summary>What planners know of a cluster: read once, so that planning itself is pure.</summary>
public sealed record PlanningState
{
    public required ClusterSpec Cluster { get; init; }

    public required IReadOnlyList<NodeStatus> Nodes { get; init; }

    public required IReadOnlyList<ServiceSpec> Services { get; init; }

    /// <summary>Every member of every service.</summary>
    public required IReadOnlyList<MemberOutline> Members { get; init; }

    /// <summary>The members of the service that is planned for, whole; empty when it is a new one.</summary>
    public required IReadOnlyList<MemberSpec> Own { get; init; }

    public required IReadOnlyList<MemberReport> Reports { get; init; }

    /// <summary>Every member's unit as the platform sees it; read only where nodes are planned for.</summary>
    public IReadOnlyList<UnitStatus> Units { get; init; } = [];

    /// <summary>Whether members run only in their own zones.</summary>
    public bool KeepsZones { get; init; }

    /// <summary>Whether agents promote a replica by themselves where a service asks them to.</summary>
    public bool AgentsPromote { get; init; }

    /// <summary>What removed services left behind.</summary>
    public required IReadOnlyList<KeptService> Kept { get; init; }

    /// <summary>Volumes that begin with the planned service's name and are no member's: what replicas left that were removed.</summary>
    public IReadOnlyList<VolumeInfo> LeftVolumes { get; init; } = [];

    /// <summary>Whether a snapshot of a volume takes no longer the more is on it.</summary>
    public bool SnapshotsAreQuick { get; init; }

    /// <summary>The revisions of the service that is planned for; read only where it is changed.</summary>
    public IReadOnlyList<ServiceRevision> Revisions { get; init; } = [];

    /// <summary>Addresses that may be given to new members, lowest first; empty where members get none of their own.</summary>
    public required IEnumerable<string> FreeAddresses { get; init; }

    /// <summary>The folder at which a member sees a volume.</summary>
    public required Func<VolumeSpec, string> PathOf { get; init; }

    /// <summary>The folder for sockets that a member sees, by its data volume.</summary>
    public required Func<VolumeSpec, string> RunPathOf { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <exception cref="NotFoundException">There is no such service.</exception>
    public ServiceSpec Service(string name)
        => FindService(name)
            ?? throw new NotFoundException("Service", name, $"Get-FireCampService -Cluster {Cluster.Name} lists those there are.") { Target = name };

    public ServiceSpec? FindService(string name) => Services.FirstOrDefault(s => NameRules.Key(s.Name) == NameRules.Key(name));

    public IReadOnlyList<MemberSpec> MembersOf(string service) => [.. Own.Where(m => NameRules.Key(m.Service) == NameRules.Key(service))];

    public MemberReport? ReportOf(string member) => Reports.FirstOrDefault(r => NameRules.Key(r.Member) == NameRules.Key(member));

    public KeptService? FindKept(string name) => Kept.FirstOrDefault(k => NameRules.Key(k.Service.Name) == NameRules.Key(name));
}
