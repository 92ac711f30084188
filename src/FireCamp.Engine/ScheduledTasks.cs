using FireCamp.Engine.Model;
using FireCamp.Engine.Scheduling;

namespace FireCamp.Engine;

/// <summary>Tasks of this machine's schedulers that run FireCamp: what a cluster needs done by itself, for it has no engine of its own.</summary>
public static class ScheduledTasks
{
    /// <summary>The task as it would be installed.</summary>
    public static ScheduledTask Show(TaskSpec task, TaskPlace place) => place.Installer(task.User).Show(task);

    /// <summary>Returns when the task can be installed.</summary>
    /// <param name="place">Null to look at the task alone.</param>
    /// <exception cref="InvalidInputException">
    /// <c>ScheduledTaskInvalid</c>: something of it is wrong, or isn't there; carries every mistake.
    /// </exception>
    public static void Require(TaskSpec task, TaskPlace? place)
    {
        Mistake[] mistakes = [.. TaskRules.Mistakes(task), .. place?.Mistakes() ?? []];
        if (mistakes.Length > 0)
        {
            throw new InvalidInputException("ScheduledTaskInvalid", $"Scheduled task '{task.Name}'", mistakes) { Target = task.Name };
        }
    }

    /// <summary>The task is installed; one of its name that was is replaced.</summary>
    /// <exception cref="InvalidInputException">It can't be; carries every mistake.</exception>
    /// <exception cref="FireCampException">The scheduler refuses it.</exception>
    public static async Task<ScheduledTask> RegisterAsync(TaskSpec task, TaskPlace place, CancellationToken cancel)
    {
        Require(task, place);
        var installer = place.Installer(task.User);
        await installer.InstallAsync(task, cancel).ConfigureAwait(false);
        return (await installer.ListAsync(cancel).ConfigureAwait(false)).First(t => t.Name == task.Name);
    }

    /// <summary>The tasks that are installed there; where no place is meant, with every scheduler that the machine has.</summary>
    public static async Task<IReadOnlyList<ScheduledTask>> ListAsync(TaskPlace place, CancellationToken cancel)
    {
        var tasks = new List<ScheduledTask>();
        foreach (var one in PlacesOf(place))
        {
            tasks.AddRange(await one.Installer(null).ListAsync(cancel).ConfigureAwait(false));
        }

        return tasks;
    }

    /// <summary>The task isn't installed any more.</summary>
    public static Task UnregisterAsync(ScheduledTask task, TaskPlace place, CancellationToken cancel)
        => (place with { Kind = task.Kind }).Installer(task.User.Length > 0 ? task.User : null).RemoveAsync(task.Name, cancel);

    private static IEnumerable<TaskPlace> PlacesOf(TaskPlace place)
        => place is { Kind: null, UnitFolder: null, Crontab: null }
            ? Enum.GetValues<ScheduledTaskKind>().Select(kind => place with { Kind = kind }).Where(p => p.Mistakes().Count == 0)
            : [place];
}
