using System.Text.Json.Serialization;
using FireCamp.Engine.Backups;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A backup of a service: whose volumes it is made of, and where it goes.</summary>
public sealed record BackupServicePlan : OperationPlan
{
    public const string Name = "backup-service";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Service(Service.Name);

    public required ServiceSpec Service { get; init; }

    public required BackupPlace Place { get; init; }

    public required bool IsEncrypted { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The user's own name for it.</summary>
    public string? Label { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>All members of the service, as the backup tells of them.</summary>
    public required IReadOnlyList<BackupMember> Members { get; init; }

    /// <summary>The members whose volumes it is made of: one of each shard.</summary>
    public required IReadOnlyList<MemberSpec> Sources { get; init; }

    /// <summary>Whether the members run, so that each is quiesced while its snapshots are made.</summary>
    [JsonIgnore]
    public bool IsRunning => Service.Intent == ServiceIntent.Running;

    /// <summary>What it is to hold, by the snapshots that the operation makes.</summary>
    [JsonIgnore]
    public IReadOnlyList<SnapshotContent> Contents => [.. Sources.SelectMany(m => m.Volumes.Select(v => ContentOf(m, v)))];

    public MemberSpec Source(string name) => Sources.First(m => m.Name == name);

    public SnapshotContent ContentOf(MemberSpec member, VolumeSpec volume)
        => new(SnapshotContent.NameOf(member.Name, volume.Purpose), member.Name, SnapshotOf(volume));

    public string SnapshotOf(VolumeSpec volume) => $"{volume.Name}.{Place.Id}";

    public override string Describe() => BackupPlanText.Of(this);
}
