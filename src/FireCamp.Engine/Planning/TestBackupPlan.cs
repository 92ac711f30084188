using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A backup is restored into a service that is there for this alone, and looked at by the kind's own tools.</summary>
public sealed record TestBackupPlan : OperationPlan, IFilledService
{
    public const string Name = "test-backup";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Backup(Place.Id);

    public required BackupPlace Place { get; init; }

    /// <summary>When it was planned: the time that it takes counts from here.</summary>
    public required DateTimeOffset At { get; init; }

    public required CreateServicePlan Create { get; init; }

    public required IReadOnlyList<VolumeFill> Fills { get; init; }

    /// <summary>Members on which the kind's <c>verify</c> action runs; none where it has none.</summary>
    public required IReadOnlyList<string> VerifyOn { get; init; }

    /// <summary>How the service goes again.</summary>
    [JsonIgnore]
    public RemoveServicePlan Removal => new()
    {
        Cluster = Cluster,
        Service = Create.Service with { Intent = ServiceIntent.Running },
        Members = Create.Members,
        RemoveVolumes = true,
        Volumes = [.. Create.Members.SelectMany(m => m.Volumes.Select(v => new PlannedVolume(Create.Service.Name, m.Name, v, Kept: false)))],
        At = At,
    };

    public override string Describe() => RestorePlanText.Of(this);
}
