namespace FireCamp.PowerShell.Completion;

/// <summary>Completes the names of a service's credentials.</summary>
public sealed class CredentialCompleter : EngineCompleter
{
    private protected override async Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        var cluster = await request.ConnectAsync(cancel);
        var service = await cluster.GetServiceAsync(request.Value("Service") ?? request.Value("Name") ?? "", cancel);
        var kind = request.Engine.Catalog.Find(service.Kind);
        return kind.Credentials.Select(c => new Suggestion(c.Name, c.Help));
    }
}
