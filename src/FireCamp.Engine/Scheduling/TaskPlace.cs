using FireCamp.Engine.Model;

namespace FireCamp.Engine.Scheduling;

/// <summary>Where tasks are installed.</summary>
/// <param name="Kind">Null for what the machine has.</param>
/// <param name="UnitFolder">A folder for units of systemd's, with nothing told to systemd.</param>
/// <param name="Crontab">A file in the form of a crontab, in place of a user's own.</param>
public sealed record TaskPlace(ScheduledTaskKind? Kind, string? UnitFolder, string? Crontab)
{
    /// <summary>What is meant, or what the machine has; null when it has nothing.</summary>
    public ScheduledTaskKind? Found
        => Kind
            ?? (UnitFolder is not null ? ScheduledTaskKind.Systemd
                : Crontab is not null ? ScheduledTaskKind.Crontab
                : OperatingSystem.IsWindows() ? ScheduledTaskKind.WindowsTask
                : SystemdInstaller.IsRunning ? ScheduledTaskKind.Systemd
                : SystemTool.Find("crontab") is not null ? ScheduledTaskKind.Crontab
                : null);

    /// <summary>Everything that keeps tasks from being installed there.</summary>
    public IReadOnlyList<Mistake> Mistakes()
        =>
        [
            .. UnitFolder is not null && Found != ScheduledTaskKind.Systemd ? Wrong("unit folder", "only timers of systemd's have one.") : [],
            .. UnitFolder is { } folder && !Directory.Exists(folder) ? Wrong("unit folder", $"there is no folder '{folder}'.") : [],
            .. Crontab is not null && Found != ScheduledTaskKind.Crontab ? Wrong("crontab", "only lines of a crontab have one.") : [],
            .. Crontab is { } file && !Directory.Exists(Path.GetDirectoryName(file)) ? Wrong("crontab", $"there is no folder for '{file}'.") : [],
            .. Found is { } kind ? Absent(kind)
                : Wrong("kind", "this machine has neither a systemd that runs nor crontab: install cron, or give a -UnitFolder or a -Crontab."),
        ];

    private IReadOnlyList<Mistake> Absent(ScheduledTaskKind kind) => kind switch
    {
        ScheduledTaskKind.Systemd when UnitFolder is null && !SystemdInstaller.IsRunning
            => Wrong("kind", "systemd doesn't run on this machine: take -Kind Crontab, or a -UnitFolder."),
        ScheduledTaskKind.Crontab when Crontab is null && SystemTool.Find("crontab") is null
            => Wrong("kind", "this machine has no crontab: install cron, or name a file with -Crontab."),
        ScheduledTaskKind.WindowsTask when !OperatingSystem.IsWindows() => Wrong("kind", "this machine isn't Windows."),
        _ => [],
    };

    internal ITaskInstaller Installer(string? user) => Found switch
    {
        ScheduledTaskKind.Crontab => new CrontabInstaller(Crontab, user),
        ScheduledTaskKind.WindowsTask => new WindowsInstaller(),
        _ => new SystemdInstaller(UnitFolder),
    };

    private static IReadOnlyList<Mistake> Wrong(string where, string what) => [new Mistake(where, what)];
}
