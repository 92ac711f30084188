using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A backup is copied to another store.</summary>
public sealed record CopyBackupPlan : OperationPlan
{
    public const string Name = "copy-backup";

    [JsonIgnore]
    public override string Operation => Name;

    [JsonIgnore]
    public override string Subject => Subjects.Backup(Place.Id);

    public required BackupPlace Place { get; init; }

    /// <summary>Where the copy is to be.</summary>
    public required BackupPlace To { get; init; }

    /// <summary>Whether the copy is encrypted.</summary>
    public required bool IsEncrypted { get; init; }

    public override string Describe() => BackupPlanText.Of(this);
}
