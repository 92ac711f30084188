using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A service with other options, memory or passwords: what becomes of its record and of each of its members.</summary>
public sealed record UpdateServicePlan : OperationPlan
{
    public const string Name = "update-service";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Service(Before.Name);

    /// <summary>Only a restart of members disturbs those who use them.</summary>
    [JsonIgnore]
    public override IReadOnlyList<string> Disrupts
        => IsRunning && (Handover is not null || Changes.Any(c => c.Applies == ChangeApplies.Restart)) ? [Before.Name] : [];

    /// <summary>What was asked for, without passwords.</summary>
    public required UpdateServiceRequest Request { get; init; }

    public required ServiceSpec Before { get; init; }

    /// <summary>Its revision is the next one.</summary>
    public required ServiceSpec After { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>In what the two differ.</summary>
    public required IReadOnlyList<SpecDifference> Differences { get; init; }

    /// <summary>All members of the service: those that don't change must stay ready while others do.</summary>
    public required IReadOnlyList<MemberId> Members { get; init; }

    /// <summary>The members that change, in this order.</summary>
    public required IReadOnlyList<MemberChange> Changes { get; init; }

    /// <summary>How the primary's role moves in an upgrade, and its old holder is upgraded after all others; null where it doesn't.</summary>
    public UpgradeHandover? Handover { get; init; }

    /// <summary>Members that were known to be primaries.</summary>
    public IReadOnlyList<string> Primaries { get; init; } = [];

    /// <summary>Volumes that become larger, as they are to be.</summary>
    public IReadOnlyList<VolumeSpec> Growing { get; init; } = [];

    /// <summary>What should be known besides, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether the members run; otherwise they get all of it at the service's next start.</summary>
    [JsonIgnore]
    public bool IsRunning => Before.Intent == ServiceIntent.Running;

    [JsonIgnore]
    public override bool IsEmpty => Differences.Count == 0 && Changes.Count == 0;

    /// <summary>Programs that members run afterwards and didn't before.</summary>
    [JsonIgnore]
    public IReadOnlyList<Software> NewSoftware
        => UpgradeRule.IsUpgrade(Before, After) ? [.. Changes.Take(1).Select(c => c.New.Workload.Software)] : [];

    /// <summary>Passwords that the service has not had before.</summary>
    [JsonIgnore]
    public IReadOnlyList<ServiceCredential> NewSecrets
        => [.. After.Credentials.ExceptBy(Before.Credentials.Select(c => c.SecretId), c => c.SecretId)];

    /// <summary>Passwords that it has no more afterwards.</summary>
    [JsonIgnore]
    public IReadOnlyList<ServiceCredential> OldSecrets
        => [.. Before.Credentials.ExceptBy(After.Credentials.Select(c => c.SecretId), c => c.SecretId)];

    public MemberChange Change(string member) => Changes.First(c => c.Name == member);

    public override string Describe() => UpdatePlanText.Of(this);
}
