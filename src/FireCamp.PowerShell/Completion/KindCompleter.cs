namespace FireCamp.PowerShell.Completion;

/// <summary>Completes the kinds of the catalog.</summary>
public sealed class KindCompleter : EngineCompleter
{
    private protected override Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        var suggestions = request.Engine.Catalog.List()
            .Where(e => !e.IsBroken)
            .Select(e => new Suggestion(e.Kind, e.Definition?.Summary));
        return Task.FromResult(suggestions);
    }
}
