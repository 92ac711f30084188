namespace FireCamp.PowerShell.Completion;

/// <summary>Completes the platforms that a cluster can be on.</summary>
public sealed class PlatformCompleter : EngineCompleter
{
    private protected override Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        IEnumerable<Suggestion> platforms =
        [
            new("Local", "Nodes are processes of this machine."),
            new("Swarm", "Nodes are the workers of a Docker swarm."),
        ];
        return Task.FromResult(platforms);
    }
}
