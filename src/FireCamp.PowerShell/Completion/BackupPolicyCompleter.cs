namespace FireCamp.PowerShell.Completion;

/// <summary>Completes the names of backup policies.</summary>
public sealed class BackupPolicyCompleter : EngineCompleter
{
    private protected override async Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        var cluster = await request.ConnectAsync(cancel);
        return (await cluster.BackupPolicies.ListAsync(cancel)).Select(p => new Suggestion(p.Name, $"{p.Schedule}; kept: {p.Keep}"));
    }
}
