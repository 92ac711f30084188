namespace FireCamp.PowerShell.Completion;

/// <summary>Completes the ids of unfinished operations.</summary>
public sealed class OperationCompleter : EngineCompleter
{
    private protected override async Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        var cluster = await request.ConnectAsync(cancel);
        var operations = await cluster.ListOperationsAsync(finished: false, cancel);
        return operations.Select(o => new Suggestion(o.Id, $"{o.Name} {o.Subject}, {o.State}"));
    }
}
