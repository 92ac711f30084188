namespace FireCamp.PowerShell.Completion;

/// <summary>Offers schedules to begin with.</summary>
public sealed class ScheduleCompleter : EngineCompleter
{
    private protected override Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        IEnumerable<Suggestion> schedules =
        [
            new("30 2 * * *", "Every night at half past two."),
            new("0 */6 * * *", "At 00:00, 06:00, 12:00 and 18:00."),
            new("30 2 * * SUN", "In the night to each Sunday."),
            new("6h", "Six hours after the last one."),
        ];
        return Task.FromResult(schedules);
    }
}
