using FireCamp.Engine;
using FireCamp.Engine.Scheduling;

namespace FireCamp.PowerShell.Completion;

/// <summary>Completes the names of tasks that are installed.</summary>
public sealed class ScheduledTaskCompleter : EngineCompleter
{
    private protected override async Task<IEnumerable<Suggestion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        var place = new TaskPlace(null, request.Value("UnitFolder"), request.Value("Crontab"));
        return (await ScheduledTasks.ListAsync(place, cancel)).Select(t => new Suggestion(t.Name, $"{t.Kind}: {t.Place}"));
    }
}
