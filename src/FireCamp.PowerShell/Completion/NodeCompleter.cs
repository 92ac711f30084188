namespace FireCamp.PowerShell.Completion;

/// <summary>Completes the names of nodes.</summary>
public sealed class NodeCompleter : EngineCompleter
{
    private protected override async Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        var cluster = await request.ConnectAsync(cancel);
        var nodes = await cluster.ListNodesAsync(cancel);
        return nodes.Select(n => new Suggestion(n.Name, $"{n.Zone}, {n.Phase}"));
    }
}
