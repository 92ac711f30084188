using System.Globalization;

namespace FireCamp.Lab.Processes;

/// <summary>Freezes an agent in a moment in which it holds nothing that others need.</summary>
public static class FrozenProcess
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(3);

    /// <summary>All threads of the agent stand still, and it is not inside a write to the store.</summary>
    /// <remarks>
    /// A process that is stopped inside a write keeps the store's lock, and nobody can write before it goes on: see
    /// docs/failure-modes.md. That is another story than a node that is gone for the others.
    /// </remarks>
    public static async Task FreezeAsync(int process, CancellationToken cancel)
    {
        Signals.Freeze(process);
        await Soon.TrueAsync(() => IsFrozen(process), $"process {process} stands still", cancel);
        while (HoldsALock(process))
        {
            Signals.Thaw(process);
            await Soon.PauseAsync(Moment, cancel);
            Signals.Freeze(process);
            await Soon.TrueAsync(() => IsFrozen(process), $"process {process} stands still", cancel);
        }
    }

    private static bool IsFrozen(int process)
        => Directory.EnumerateDirectories($"/proc/{process}/task").All(task => StateOf(task) == 'T');

    private static char StateOf(string task)
    {
        var stat = File.ReadAllText(Path.Combine(task, "stat"));
        return stat[stat.LastIndexOf(')') + 2];
    }

    // "5: POSIX  ADVISORY  WRITE 4711 fe:00:131 120 120": SQLite writes under such a lock, and reads under READ ones.
    private static bool HoldsALock(int process)
        => File.ReadLines("/proc/locks").Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(l => l.Length > 4 && l[1] == "POSIX" && l[3] == "WRITE" && l[4] == process.ToString(CultureInfo.InvariantCulture));
}
