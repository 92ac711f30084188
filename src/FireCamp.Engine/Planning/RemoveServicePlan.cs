using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A service goes; its volumes go too or are kept, with the secrets that their content needs.</summary>
public sealed record RemoveServicePlan : OperationPlan
{
    public const string Name = "remove-service";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Service(Service.Name);

    [JsonIgnore]
    public override IReadOnlyList<string> Disrupts => Members.Count > 0 ? [Service.Name] : [];

    public required ServiceSpec Service { get; init; }

    /// <summary>Its members; none when only kept volumes are left of it.</summary>
    public required IReadOnlyList<MemberSpec> Members { get; init; }

    public required bool RemoveVolumes { get; init; }

    /// <summary>Every volume of the service, and whether it stays.</summary>
    public required IReadOnlyList<PlannedVolume> Volumes { get; init; }

    /// <summary>When it was planned; noted with what is kept.</summary>
    public required DateTimeOffset At { get; init; }

    public MemberSpec Member(string name) => Members.First(m => m.Name == name);

    public override string Describe() => PlanText.Remove(this);
}
