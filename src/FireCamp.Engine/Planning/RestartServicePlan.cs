using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A service's members restart one at a time, in the kind's order: replicas, then primaries.</summary>
public sealed record RestartServicePlan : OperationPlan
{
    public const string Name = "restart-service";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Service(Service);

    [JsonIgnore]
    public override IReadOnlyList<string> Disrupts => [Service];

    public required string Service { get; init; }

    /// <summary>All members of the service: those that don't restart must stay ready while others do.</summary>
    public required IReadOnlyList<MemberSpec> Members { get; init; }

    /// <summary>The members that restart, in this order.</summary>
    public required IReadOnlyList<string> Order { get; init; }

    public MemberSpec Member(string name) => Members.First(m => m.Name == name);

    public override string Describe() => PlanText.Restart(this);
}
