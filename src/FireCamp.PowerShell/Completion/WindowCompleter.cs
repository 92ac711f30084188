namespace FireCamp.PowerShell.Completion;

/// <summary>Offers maintenance windows to begin with, by this machine's time zone.</summary>
public sealed class WindowCompleter : EngineCompleter
{
    private protected override Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        var zone = TimeZoneInfo.Local.HasIanaId ? TimeZoneInfo.Local.Id : "UTC";
        IEnumerable<Suggestion> windows =
        [
            new($"Daily 01:00-05:00 {zone}", "Every night."),
            new($"Mon-Fri 22:00-04:00 {zone}", "The nights that begin on working days."),
            new($"Sat,Sun 00:00-24:00 {zone}", "The whole weekend."),
        ];
        return Task.FromResult(windows);
    }
}
