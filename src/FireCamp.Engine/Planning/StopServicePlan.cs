using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A service's members stop and its volumes stay. Primaries go first, so that their replicas still get all they have.</summary>
public sealed record StopServicePlan : OperationPlan
{
    public const string Name = "stop-service";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Service(Service);

    [JsonIgnore]
    public override IReadOnlyList<string> Disrupts => WasStopped ? [] : [Service];

    public required string Service { get; init; }

    public required IReadOnlyList<MemberSpec> Members { get; init; }

    /// <summary>Those that stop first: the primaries as they are known now.</summary>
    public required IReadOnlyList<string> Primaries { get; init; }

    /// <summary>Those that stop then.</summary>
    public required IReadOnlyList<string> Others { get; init; }

    /// <summary>Whether it was meant to be stopped already.</summary>
    public bool WasStopped { get; init; }

    public MemberSpec Member(string name) => Members.First(m => m.Name == name);

    public override string Describe() => PlanText.Stop(this);
}
