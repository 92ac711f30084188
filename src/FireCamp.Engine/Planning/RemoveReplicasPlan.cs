using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A service with fewer replicas: who goes, and what becomes of the others and of the volumes.</summary>
public sealed record RemoveReplicasPlan : OperationPlan
{
    public const string Name = "remove-replicas";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Service(Before.Name);

    [JsonIgnore]
    public override IReadOnlyList<string> Disrupts => [Before.Name];

    public required RemoveReplicasRequest Request { get; init; }

    public required ServiceSpec Before { get; init; }

    /// <summary>Its revision is the next one.</summary>
    public required ServiceSpec After { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>In what the two differ.</summary>
    public required IReadOnlyList<SpecDifference> Differences { get; init; }

    /// <summary>The switchover that it begins with, where the primary goes; else null.</summary>
    public SwitchWithin? Switch { get; init; }

    /// <summary>The members that go, in this order.</summary>
    public required IReadOnlyList<MemberSpec> Leaving { get; init; }

    /// <summary>The members that stay.</summary>
    public required IReadOnlyList<MemberId> Members { get; init; }

    /// <summary>The member on which the ensemble is told that others go: a primary where there is one.</summary>
    public required string LeaveOn { get; init; }

    /// <summary>What becomes of the members that stay, in this order.</summary>
    public required IReadOnlyList<MemberChange> Changes { get; init; }

    /// <summary>Every volume of the members that go, and whether it stays.</summary>
    public required IReadOnlyList<PlannedVolume> Volumes { get; init; }

    public MemberSpec Member(string name) => Leaving.First(m => m.Name == name);

    public MemberChange Change(string member) => Changes.First(c => c.Name == member);

    public override string Describe() => ReplicaPlanText.Of(this);
}
