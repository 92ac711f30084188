using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>Carries a run out within its time.</summary>
internal static class TimedRun
{
    /// <exception cref="FireCampException"><c>OperationTimedOut</c>: the time was up; the operation can be resumed or undone.</exception>
    public static async Task<IReadOnlyList<object>> RunAsync(
        OperationRun run, IProgress<OperationProgress> progress, TimeProvider time, CancellationToken cancel)
    {
        if (run.Timeout is not { } timeout)
        {
            return await run.Body(progress, cancel);
        }

        using var deadline = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        try
        {
            return await run.Body(progress, both.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new FireCampException(
                "OperationTimedOut",
                $"'{run.Activity}' was not done within {timeout.TotalSeconds:F0} s and was interrupted.",
                "See Get-FireCampOperation; then Resume-FireCampOperation finishes it, or Undo-FireCampOperation takes it back.")
            {
                Target = run.Target,
            };
        }
    }
}
