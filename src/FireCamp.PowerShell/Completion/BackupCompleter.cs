namespace FireCamp.PowerShell.Completion;

/// <summary>Completes the ids of backups in the store that the line names, else in the cluster's own; the newest first.</summary>
public sealed class BackupCompleter : EngineCompleter
{
    private protected override async Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        var cluster = await request.ConnectAsync(cancel);
        var backups = await cluster.Backups.ListAsync(request.Value("Store"), null, cancel);
        return backups.Where(b => b.Problem.Length == 0).OrderByDescending(b => b.TakenAt)
            .Select(b => new Suggestion(b.Id, $"{b.Kind} {b.Version} service {b.Service}, taken {b.TakenAt:u}, {b.Size}"));
    }
}
