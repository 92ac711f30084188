using FireCamp.Engine.Backups.Policies;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>
/// What a backup policy does for one service at one due moment, and how far that is. Stored under
/// <c>backup-turns/&lt;policy&gt;/&lt;service&gt;</c>, where the next moment's takes its place: whoever writes it first has the moment.
/// </summary>
public sealed record BackupTurn
{
    public required string Policy { get; init; }

    public required string Service { get; init; }

    /// <summary>The moment for which it was due; for one that was asked for by force, when that was.</summary>
    public required DateTimeOffset Due { get; init; }

    public required TurnStage Stage { get; init; }

    /// <summary>The backup that it has taken; null before.</summary>
    public BackupPlace? Place { get; init; }

    /// <summary>The backup that an earlier turn was still at work on when this one's moment came.</summary>
    public BackupPlace? Left { get; init; }

    /// <summary>How many backups were taken since one was proved; null when none was yet.</summary>
    public int? SinceProven { get; init; }

    /// <summary>Who works at it; null when nobody does.</summary>
    public RunnerRecord? Runner { get; init; }

    /// <summary>Why it wasn't finished the last time; null when it was, or wasn't tried yet.</summary>
    public OperationError? Error { get; init; }

    /// <summary>What is to be done now: a turn to be begun, or one to be gone on with; null when there is nothing.</summary>
    /// <param name="last">The last turn for the service; null when there was none.</param>
    /// <param name="force">Whether it is due now whatever the schedule says.</param>
    public static BackupTurn? Next(BackupPolicySpec policy, string service, BackupTurn? last, bool force, DateTimeOffset now)
    {
        if ((force ? now : policy.ScheduleFrom(now).Due(last?.Due ?? policy.ScheduledAt, now)) is not { } due)
        {
            return last is null or { Stage: TurnStage.Done } ? null : last;
        }

        return new BackupTurn
        {
            Policy = policy.Name,
            Service = service,
            Due = due,
            Stage = TurnStage.Take,
            Left = last is null or { Stage: TurnStage.Done } ? null : last.Place ?? last.Left,
            SinceProven = last?.SinceProven,
        };
    }

    /// <summary>When the policy is due next for the service: in the past when it is due now.</summary>
    public static DateTimeOffset? NextDue(BackupPolicySpec policy, BackupTurn? last, DateTimeOffset now)
        => policy.ScheduleFrom(now).Next(last?.Due ?? policy.ScheduledAt);

    /// <summary>Whether the backup of this turn is one of those that the policy proves.</summary>
    public bool IsToBeProved(BackupPolicySpec policy) => policy.ProveEvery > 0 && (SinceProven ?? int.MaxValue) >= policy.ProveEvery;
}
