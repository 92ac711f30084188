namespace FireCamp.PowerShell.Completion;

/// <summary>Completes the names of a service's members, or of all where no service is on the line.</summary>
public sealed class MemberCompleter : EngineCompleter
{
    private protected override async Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        var cluster = await request.ConnectAsync(cancel);
        var service = request.Value("Service") ?? (request.Parameter == "Member" ? request.Value("Name") : null);
        var members = await cluster.ListMembersAsync(service, cancel);
        return members.Select(m => new Suggestion(m.Name, $"{m.Role}, {m.Phase}, on {m.Node ?? "no node"}"));
    }
}
