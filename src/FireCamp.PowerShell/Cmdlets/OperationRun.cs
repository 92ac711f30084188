using FireCamp.Engine.Operations;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>Something long to carry out, in the foreground or as a job.</summary>
/// <param name="Activity">What is going on, for progress bars and job names: <c>create-service mypg</c>.</param>
/// <param name="Target">What it is about, for error records.</param>
/// <param name="Body">Does it, and returns what the cmdlet then writes.</param>
internal sealed record OperationRun(
    string Activity,
    string Target,
    Func<IProgress<OperationProgress>, CancellationToken, Task<IReadOnlyList<object>>> Body)
{
    /// <summary>How long it may take; null for as long as its steps' own deadlines let it.</summary>
    public TimeSpan? Timeout { get; init; }
}
