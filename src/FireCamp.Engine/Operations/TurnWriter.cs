using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>Writes a backup policy's turn for one holder, and for no other.</summary>
internal sealed class TurnWriter(IMetadataStore store, TimeProvider time, string cluster, Versioned<BackupTurn> taken, TimeSpan leaseDuration)
    : LeasedWriter<BackupTurn>(store, time, cluster, taken, OperationsJson.Default.BackupTurn, leaseDuration)
{
    private readonly BackupTurn turn = taken.Value;

    protected override RunnerRecord? RunnerOf(BackupTurn record) => record.Runner;

    protected override FireCampException TakenOver(RunnerRecord? other) => new FireCampException(
        "BackupTurnTakenOver",
        $"Backup policy '{turn.Policy}' is carried out for service '{turn.Service}' by {other?.Actor ?? "nobody"} now: "
            + "this session gave no sign of life for too long, or the policy was removed.",
        "See Get-FireCampBackupPolicy; what was begun is gone on with by the next Invoke-FireCampBackupPolicy.");
}
