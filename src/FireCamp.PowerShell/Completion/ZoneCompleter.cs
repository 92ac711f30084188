namespace FireCamp.PowerShell.Completion;

/// <summary>Completes the names of a cluster's zones.</summary>
public sealed class ZoneCompleter : EngineCompleter
{
    private protected override async Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        var cluster = await request.ConnectAsync(cancel);
        var nodes = await cluster.ListNodesAsync(cancel);
        return nodes.GroupBy(n => n.Zone).Select(z => new Suggestion(z.Key, string.Join(", ", z.Select(n => n.Name))));
    }
}
