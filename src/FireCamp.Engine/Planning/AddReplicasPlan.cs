using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A service with more replicas: who they are, where each gets its data, and what becomes of the members that there are.</summary>
public sealed record AddReplicasPlan : OperationPlan
{
    public const string Name = "add-replicas";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Service(Before.Name);

    /// <summary>New members disturb nobody; a newer kind may restart those that there are.</summary>
    [JsonIgnore]
    public override IReadOnlyList<string> Disrupts => Changes.Any(c => c.Applies == ChangeApplies.Restart) ? [Before.Name] : [];

    public required AddReplicasRequest Request { get; init; }

    public required ServiceSpec Before { get; init; }

    /// <summary>Its revision is the next one.</summary>
    public required ServiceSpec After { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>In what the two differ.</summary>
    public required IReadOnlyList<SpecDifference> Differences { get; init; }

    /// <summary>The members that there are.</summary>
    public required IReadOnlyList<MemberId> Members { get; init; }

    /// <summary>The new ones.</summary>
    public required IReadOnlyList<MemberSpec> New { get; init; }

    /// <summary>Whose volumes they begin with; new members that none of these is for copy the data by their kind's own means.</summary>
    public required IReadOnlyList<ReplicaSource> Sources { get; init; }

    /// <summary>What becomes of the members that there are, in this order.</summary>
    public required IReadOnlyList<MemberChange> Changes { get; init; }

    /// <summary>Whether snapshots take no longer the more there is to copy.</summary>
    public bool CopiesQuickly { get; init; }

    /// <summary>Why new members that have no source have none; empty when all have one.</summary>
    public string WhyNoSource { get; init; } = "";

    public MemberSpec Member(string name) => New.First(m => m.Name == name);

    public MemberChange Change(string member) => Changes.First(c => c.Name == member);

    public ReplicaSource? SourceOf(string member) => Sources.FirstOrDefault(s => s.For.Contains(member));

    public override string Describe() => ReplicaPlanText.Of(this);
}
