using FireCamp.Engine.Backups.Policies;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine;

/// <summary>Has backup policies' turns carried out, each by one session at a time, and says what came of it.</summary>
internal sealed class BackupTurnRunner(ClusterConnection connection, BackupTurnWork work)
{
    /// <summary>Who waits for somebody else for longer than that has waited for nobody, most likely.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private ClusterPorts Ports => connection.Ports;

    /// <summary>
    /// What was due is done, and what an earlier session left is finished. Of two sessions at once one does it; the other one says that it
    /// waits. Whatever fails is in the report, and the turn is gone on with the next time.
    /// </summary>
    /// <param name="force">Whether it is due now whatever the schedule says.</param>
    public async Task<BackupTurnReport> RunAsync(
        BackupPolicySpec policy, string service, bool force, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        var key = Keys.BackupTurn(policy.Name, service);
        var (seen, isFree) = await TurnLease.LookAsync(Ports, connection.Runner.Options, key, cancel).ConfigureAwait(false);
        if (!isFree)
        {
            return Waiting(policy, seen!.Value);
        }

        if (BackupTurn.Next(policy, service, seen?.Value, force, Ports.Time.GetUtcNow()) is not { } next)
        {
            var nothing = Result(policy, service, null, BackupTurnOutcome.NotDue);
            return new BackupTurnReport(
                nothing with { NextDue = BackupTurn.NextDue(policy, seen?.Value, Ports.Time.GetUtcNow()) }, null);
        }

        var lease = await TurnLease.TakeAsync(Ports, connection.Runner.Options, seen, next, cancel).ConfigureAwait(false);
        if (lease is null)
        {
            return Waiting(policy, next);
        }

        await using (lease.ConfigureAwait(false))
        {
            return await CarryOutAsync(policy, lease, progress, cancel).ConfigureAwait(false);
        }
    }

    private async Task<BackupTurnReport> CarryOutAsync(
        BackupPolicySpec policy, TurnLease lease, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        var removed = new List<string>();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, lease.Lost);
        try
        {
            await work.DoAsync(policy, lease, removed, progress, either.Token).ConfigureAwait(false);
            return Report(BackupTurnOutcome.Done, "", null);
        }
        catch (OperationCanceledException) when (lease.Lost.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return Report(BackupTurnOutcome.Failed, lease.Failure!.Message, lease.Failure);
        }
        catch (Exception e) when (e is FireCampException or IOException or UnauthorizedAccessException)
        {
            var waits = IsAnothers(e) && Ports.Time.GetUtcNow() - lease.Turn.Due <= LongestWait;
            await NoteAsync(lease, e, isFailure: !waits).ConfigureAwait(false);
            return waits ? Report(BackupTurnOutcome.Waiting, e.Message, null) : Report(BackupTurnOutcome.Failed, e.Message, e);
        }

        BackupTurnReport Report(BackupTurnOutcome outcome, string reason, Exception? failure)
            => new(Result(policy, lease.Turn.Service, lease.Turn, outcome) with { Removed = [.. removed.Distinct()], Reason = reason }, failure);
    }

    private static bool IsAnothers(Exception e)
        => e is OperationRunningException or OperationUnfinishedException { Operation.Runner: not null };

    // The same failure is told once, however often it is tried again.
    private async Task NoteAsync(TurnLease lease, Exception why, bool isFailure)
    {
        var (error, before) = (OperationError.Of(why), lease.Turn.Error);
        try
        {
            await lease.ChangeAsync(turn => turn with { Error = error }).ConfigureAwait(false);
            if (isFailure && before?.ErrorId != error.ErrorId)
            {
                var told = new EventRecord(
                    Ports.Time.GetUtcNow(), connection.Actor, Subjects.Service(lease.Turn.Service), "BackupPolicyFailed",
                    $"Backup policy {lease.Turn.Policy} for service {lease.Turn.Service}: {error.Message}");
                await new EventLog(Ports.Store).AppendAsync(told, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (FireCampException)
        {
            // What failed is reported all the same; that it couldn't be noted too changes nothing.
        }
    }

    private BackupTurnReport Waiting(BackupPolicySpec policy, BackupTurn turn)
        => new(Result(policy, turn.Service, turn, BackupTurnOutcome.Waiting) with
        {
            Reason = $"{turn.Runner?.Actor ?? "Another session"} carries it out.",
        }, null);

    private BackupTurnResult Result(BackupPolicySpec policy, string service, BackupTurn? turn, BackupTurnOutcome outcome) => new()
    {
        Cluster = Ports.Cluster,
        Policy = policy.Name,
        Service = service,
        Outcome = outcome,
        Due = turn?.Due,
        Backup = turn?.Place?.Id,
        IsProven = turn is { Stage: > TurnStage.Prove, SinceProven: 0 },
        CopiedTo = turn?.Stage > TurnStage.Copy ? policy.CopyTo : null,
        NextDue = BackupTurn.NextDue(policy, turn, Ports.Time.GetUtcNow()),
    };
}
