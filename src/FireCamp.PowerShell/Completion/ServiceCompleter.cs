namespace FireCamp.PowerShell.Completion;

/// <summary>Completes the names of services.</summary>
public sealed class ServiceCompleter : EngineCompleter
{
    private protected override async Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        var cluster = await request.ConnectAsync(cancel);
        var services = await cluster.ListServicesAsync(cancel);
        return services.Select(s => new Suggestion(s.Name, $"{s.Kind} {s.Version}, {s.Phase}, {s.ReadyMembers} of {s.TotalMembers} ready"));
    }
}
