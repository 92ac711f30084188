namespace FireCamp.PowerShell.Completion;

/// <summary>Completes the ids of queued operations.</summary>
public sealed class QueuedOperationCompleter : EngineCompleter
{
    private protected override async Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        var cluster = await request.ConnectAsync(cancel);
        var queued = await cluster.Queue.ListAsync(cancel);
        return queued.Select(o => new Suggestion(o.Id, $"{o.Name} {o.Subject}. {o.Waits}"));
    }
}
