using FireCamp.Engine.Model;

namespace FireCamp.Engine.Scheduling;

/// <summary>Timers of systemd's: of the machine's where root installs them, of the user's own otherwise.</summary>
/// <param name="folder">Where units are written to, with nothing told to systemd; null for where systemd looks for them.</param>
internal sealed class SystemdInstaller(string? folder) : ITaskInstaller
{
    private readonly bool isLive = folder is null;

    private readonly string folder = folder ?? (Environment.IsPrivilegedProcess
        ? "/etc/systemd/system"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "systemd", "user"));

    /// <summary>Whether systemd is what runs this machine.</summary>
    public static bool IsRunning => Directory.Exists("/run/systemd/system");

    public ScheduledTask Show(TaskSpec task)
        => TaskMark.Read(TaskMark.LineOf(task))!.Task(
            ScheduledTaskKind.Systemd, PathOf(task.Name, "timer"), SystemdUnits.Service(task) + Environment.NewLine + SystemdUnits.Timer(task));

    public async Task InstallAsync(TaskSpec task, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var changed = await TaskFile.WriteAsync(PathOf(task.Name, "service"), SystemdUnits.Service(task), cancel).ConfigureAwait(false);
        changed |= await TaskFile.WriteAsync(PathOf(task.Name, "timer"), SystemdUnits.Timer(task), cancel).ConfigureAwait(false);
        if (changed)
        {
            await TellAsync(["daemon-reload"], cancel).ConfigureAwait(false);
        }

        // Enabling repeats itself for one that was written and not enabled; a timer that runs takes a new calendar only when it is restarted.
        await TellAsync(["enable", $"{task.Name}.timer"], cancel).ConfigureAwait(false);
        await TellAsync([changed ? "restart" : "start", $"{task.Name}.timer"], cancel).ConfigureAwait(false);
    }

    public async Task RemoveAsync(string name, CancellationToken cancel)
    {
        if (File.Exists(PathOf(name, "timer")))
        {
            await TellAsync(["disable", "--now", $"{name}.timer"], cancel).ConfigureAwait(false);
        }

        File.Delete(PathOf(name, "timer"));
        File.Delete(PathOf(name, "service"));
        await TellAsync(["daemon-reload"], cancel).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ScheduledTask>> ListAsync(CancellationToken cancel)
    {
        var tasks = new List<ScheduledTask>();
        var timers = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.timer") : [];
        foreach (var timer in timers.Order(StringComparer.Ordinal))
        {
            var service = Path.ChangeExtension(timer, "service");
            var text = await File.ReadAllTextAsync(timer, cancel).ConfigureAwait(false);
            if (TaskMark.Read(text.Split('\n', 2)[0]) is { } mark && File.Exists(service))
            {
                var work = await File.ReadAllTextAsync(service, cancel).ConfigureAwait(false);
                tasks.Add(mark.Task(ScheduledTaskKind.Systemd, timer, work + Environment.NewLine + text));
            }
        }

        return tasks;
    }

    private string PathOf(string name, string type) => Path.Combine(folder, $"{name}.{type}");

    private Task TellAsync(IReadOnlyList<string> arguments, CancellationToken cancel)
        => isLive
            ? SystemTool.RunAsync("systemctl", Environment.IsPrivilegedProcess ? arguments : ["--user", .. arguments], null, cancel)
            : Task.CompletedTask;
}
