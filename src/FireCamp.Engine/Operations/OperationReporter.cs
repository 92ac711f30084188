namespace FireCamp.Engine.Operations;

/// <summary>Tells whoever listens how far an operation is.</summary>
internal sealed class OperationReporter(OperationLog log, IProgress<OperationProgress>? progress)
{
    public void Report(string step, string? item, string message)
    {
        if (progress is null)
        {
            return;
        }

        var undoing = log.Record.State.IsUnwinding();
        var done = log.Count(state => undoing ? state == StepState.Undone : state == StepState.Done);
        var record = log.Record;
        progress.Report(new OperationProgress(
            record.Id, record.Name, record.Subject, step, item, done, record.Total, message, undoing));
    }
}
