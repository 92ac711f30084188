namespace FireCamp.PowerShell.Completion;

/// <summary>Completes the time zones that this machine knows.</summary>
public sealed class TimeZoneCompleter : EngineCompleter
{
    private protected override Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
        => Task.FromResult(TimeZoneInfo.GetSystemTimeZones().Where(z => z.HasIanaId).Select(z => new Suggestion(z.Id, z.DisplayName)));
}
