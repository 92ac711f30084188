using FireCamp.Engine.Platforms.Checks;

namespace FireCamp.Engine.Health.Checks;

/// <summary>Whether an operation on the service is unfinished or stuck, and what waits for its window or an approval.</summary>
internal sealed class OperationCheck : IServiceCheck
{
    public string Name => "Operation";

    public IReadOnlyList<Finding> Look(ServiceEvidence evidence)
    {
        List<Finding> findings = [.. evidence.Queued.Select(Waiting)];
        if (evidence.Unfinished is { } unfinished)
        {
            findings.Insert(0, Judge(unfinished));
        }

        return findings.Count > 0 ? findings : [Finding.Passed(evidence.Service.Name, "No operation on it is unfinished.")];
    }

    private static Finding Judge(OperationSight operation) => operation switch
    {
        { IsStuck: true } => Finding.Failed(
            operation.Id, $"{operation.Name} is stuck: {operation.Reason}", $"Mend what is named; then Resume-FireCampOperation {operation.Id}."),
        { IsInterrupted: true } => Finding.Failed(
            operation.Id, $"{operation.Name} is unfinished, and nobody runs it ({operation.State}). {operation.Reason}".TrimEnd(),
            $"Resume-FireCampOperation {operation.Id} finishes it, Undo-FireCampOperation {operation.Id} takes it back."),
        _ => Finding.Passed(operation.Id, $"{operation.Name} is under way; {operation.Runner ?? "another session"} runs it."),
    };

    private static Finding Waiting(OperationSight operation)
        => Finding.Passed(operation.Id, $"{operation.Name} is queued. {(operation.Reason.Length > 0 ? operation.Reason : "It is due.")}");
}
