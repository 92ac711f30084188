using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A service gets the data of a backup in place of its own, which is kept until the service is ready with the new.</summary>
public sealed record RestoreInPlacePlan : OperationPlan
{
    public const string Name = "restore-in-place";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Service(Service.Name);

    [JsonIgnore]
    public override IReadOnlyList<string> Disrupts => [Service.Name];

    public required BackupPlace Place { get; init; }

    /// <summary>The moment whose state the backup holds.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The moment that the data is brought to by the archived log; null when it stays as the backup has it.</summary>
    public DateTimeOffset? To { get; init; }

    public required ServiceSpec Service { get; init; }

    /// <summary>All members; a primary's volumes are filled, the others copy from it or are filled too.</summary>
    public required IReadOnlyList<MemberSpec> Members { get; init; }

    /// <summary>Members on which the kind's <c>initialize</c> action runs once all are up.</summary>
    public required IReadOnlyList<string> InitializeOn { get; init; }

    public required IReadOnlyList<VolumeFill> Fills { get; init; }

    public MemberSpec Member(string name) => Members.First(m => m.Name == name);

    /// <summary>What keeps a volume as it was.</summary>
    public string KeptOf(VolumeSpec volume) => $"{volume.Name}.before-{Place.Id}";

    public override string Describe() => RestorePlanText.Of(this);
}
