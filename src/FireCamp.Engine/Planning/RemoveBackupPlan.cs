using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A backup goes.</summary>
public sealed record RemoveBackupPlan : OperationPlan
{
    public const string Name = "remove-backup";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Backup(Place.Id);

    public required BackupPlace Place { get; init; }

    public bool IsLastProven { get; init; }

    public override string Describe() => BackupPlanText.Of(this);
}
