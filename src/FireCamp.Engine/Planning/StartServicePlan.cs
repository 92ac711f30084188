using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A stopped service's members run again.</summary>
public sealed record StartServicePlan : OperationPlan
{
    public const string Name = "start-service";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Service(Service);

    public required string Service { get; init; }

    public required IReadOnlyList<MemberSpec> Members { get; init; }

    /// <summary>Whether it was meant to run already: then nothing is changed, only waited for.</summary>
    public bool WasRunning { get; init; }

    public MemberSpec Member(string name) => Members.First(m => m.Name == name);

    public override string Describe() => PlanText.Start(this);
}
