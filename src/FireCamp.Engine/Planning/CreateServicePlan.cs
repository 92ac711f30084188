using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A new service: its record, its secrets' ids, its members with zones, addresses, volumes and files.</summary>
public sealed record CreateServicePlan : OperationPlan
{
    public const string Name = "create-service";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Service(Service.Name);

    public required ServiceSpec Service { get; init; }

    public required IReadOnlyList<MemberSpec> Members { get; init; }

    /// <summary>Members on which the kind's <c>initialize</c> action runs once all are up; empty where it has none.</summary>
    public required IReadOnlyList<string> InitializeOn { get; init; }

    /// <summary>Volumes that an earlier service of that name left and this one takes over: an undo leaves them.</summary>
    public IReadOnlyList<string> KeptVolumes { get; init; } = [];

    /// <summary>What it asks of disruptive operations; null when it asks nothing.</summary>
    public ServicePolicy? Policy { get; init; }

    /// <summary>Software that members need, each once.</summary>
    [JsonIgnore]
    public IReadOnlyList<Software> Software
        => [.. Members.Select(m => m.Workload.Software).DistinctBy(s => string.Join(' ', s.Packages) + s.Image)];

    public MemberSpec Member(string name) => Members.First(m => m.Name == name);

    public override string Describe() => PlanText.Create(this);
}
