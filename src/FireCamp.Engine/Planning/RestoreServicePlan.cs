using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A new service with the data of a backup.</summary>
public sealed record RestoreServicePlan : OperationPlan, IFilledService
{
    public const string Name = "restore-service";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Create.Subject;

    public required BackupPlace Place { get; init; }

    /// <summary>The moment whose state the backup holds.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The moment that the data is brought to by the archived log; null when it stays as the backup has it.</summary>
    public DateTimeOffset? To { get; init; }

    public required CreateServicePlan Create { get; init; }

    public required IReadOnlyList<VolumeFill> Fills { get; init; }

    public override string Describe() => RestorePlanText.Of(this);
}
