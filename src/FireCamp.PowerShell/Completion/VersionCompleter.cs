namespace FireCamp.PowerShell.Completion;

/// <summary>Completes the versions of the kind that <c>-Catalog</c> names.</summary>
public sealed class VersionCompleter : EngineCompleter
{
    private protected override Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        var kind = request.Engine.Catalog.Find(request.Value("Catalog") ?? "");
        return Task.FromResult(kind.Versions.Select(v => new Suggestion(v.Version, v.Image)));
    }
}
