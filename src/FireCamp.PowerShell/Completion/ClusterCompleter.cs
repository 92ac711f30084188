namespace FireCamp.PowerShell.Completion;

/// <summary>Completes the names of clusters.</summary>
public sealed class ClusterCompleter : EngineCompleter
{
    private protected override async Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        var clusters = await request.Engine.Clusters.ListAsync(cancel);
        return clusters.Select(c => new Suggestion(c.Name, $"{c.Platform}, {c.Phase}, {c.Nodes} nodes"));
    }
}
