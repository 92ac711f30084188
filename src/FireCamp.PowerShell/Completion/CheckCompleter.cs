using FireCamp.Engine.Health.Checks;

namespace FireCamp.PowerShell.Completion;

/// <summary>Completes the names of the checks that services are put to.</summary>
public sealed class CheckCompleter : EngineCompleter
{
    private protected override Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
        => Task.FromResult(ServiceChecks.All.Select(c => new Suggestion(c.Name)));
}
