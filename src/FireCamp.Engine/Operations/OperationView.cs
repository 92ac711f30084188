using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Operations;

/// <summary>Turns a stored operation into what users see.</summary>
internal static class OperationView
{
    public static Operation Of(OperationRecord record, OperationRegistry registry)
    {
        var view = new Operation
        {
            Id = record.Id,
            Name = record.Name,
            Cluster = record.Cluster,
            Subject = record.Subject,
            Actor = record.Actor,
            State = record.State,
            IsInterrupted = !record.State.IsFinished() && record.Runner?.Process.IsProvablyDead != false,
            Runner = record.Runner is { Process.IsProvablyDead: false } runner ? runner.Actor : null,
            StartedAt = record.StartedAt,
            FinishedAt = record.FinishedAt,
            Step = StepOf(record),
            Total = record.Total,
            Error = record.Error,
            Blockers = record.Blockers,
        };
        try
        {
            var operation = OperationCheck.Understand(record, registry);
            return view with
            {
                Done = StepStates.Of(record.Log).Count(state => state == StepState.Done),
                CanUndo = !view.IsFinished && !record.Log.Any(entry => operation.FinalSteps.Contains(entry.Step)),
            };
        }
        catch (Exception e) when (e is OperationNotUnderstoodException or CorruptLogException && !record.State.IsFinished())
        {
            return view with { State = OperationState.Stuck, Error = OperationError.Of(e) };
        }
        catch (Exception e) when (e is OperationNotUnderstoodException or CorruptLogException)
        {
            return view;
        }
    }

    /// <summary>A queued operation, and what its services' policies say of it now.</summary>
    public static Operation Of(QueuedOperation queued, PolicyVerdict verdict) => new()
    {
        Id = queued.Id,
        Name = queued.Name,
        Cluster = queued.Cluster,
        Subject = queued.Subject,
        Actor = queued.Actor,
        State = OperationState.Queued,
        CanUndo = true,
        StartedAt = queued.QueuedAt,
        IsDue = verdict.MayBegin,
        OpensAt = verdict.OpensAt,
        Waits = verdict.Reason,
        ApprovedBy = queued.Approval?.By,
        Error = queued.Error,
    };

    private static string? StepOf(OperationRecord record)
    {
        var failed = record.Log.LastOrDefault(entry => entry.Error is not null && entry.Error == record.Error);
        var shown = failed ?? (record.Log is [.., var last] ? last : null);
        return shown is null ? null : StepName.Of(shown.Step, shown.Item);
    }
}
