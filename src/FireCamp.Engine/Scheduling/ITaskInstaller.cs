using FireCamp.Engine.Model;

namespace FireCamp.Engine.Scheduling;

/// <summary>Installs tasks with one of a machine's schedulers. Every call is safe to repeat.</summary>
/// <remarks>What the scheduler or the disk refuses is a <see cref="FireCampException"/> or an <see cref="IOException"/>.</remarks>
internal interface ITaskInstaller
{
    /// <summary>The task as it would be installed.</summary>
    ScheduledTask Show(TaskSpec task);

    /// <summary>The task is installed, as it is now, and runs from now on.</summary>
    Task InstallAsync(TaskSpec task, CancellationToken cancel);

    /// <summary>The task is gone; an absent one is success. A run that is under way is left to end.</summary>
    Task RemoveAsync(string name, CancellationToken cancel);

    /// <summary>FireCamp's tasks that are installed.</summary>
    Task<IReadOnlyList<ScheduledTask>> ListAsync(CancellationToken cancel);
}
