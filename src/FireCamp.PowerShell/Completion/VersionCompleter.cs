using FireCamp.Engine.Catalog;

namespace FireCamp.PowerShell.Completion;

/// <summary>Completes the versions of the kind that <c>-Catalog</c> names; for a service that there is, those that it can be upgraded to.</summary>
public sealed class VersionCompleter : EngineCompleter
{
    private protected override async Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        if (request.Value("Catalog") is { } catalog)
        {
            return request.Engine.Catalog.Find(catalog).Versions.Select(Suggest);
        }

        var cluster = await request.ConnectAsync(cancel);
        var service = await cluster.GetServiceAsync(request.Value("Name") ?? "", cancel);
        return request.Engine.Catalog.Find(service.Kind).Versions.Where(v => v.UpgradesFrom.Contains(service.Version)).Select(Suggest);
    }

    private static Suggestion Suggest(VersionDefinition version) => new(version.Version, version.Image);
}
