using System.Globalization;
using FireCamp.Engine.Processes;

namespace FireCamp.Engine.Metadata;

/// <summary>Helps past a process that was stopped (SIGSTOP, Ctrl+Z) in the middle of a write and so keeps the store locked.</summary>
/// <remarks>
/// It is let go for the moment that its write needs, then stopped again as it was found. What it writes is decided by
/// revisions as ever, so a late write of it is a conflict or harmless. SQLite locks bytes of the file beside the database
/// that ends in <c>-shm</c>: 120 to write, 121 to 127 around checkpoints and recovery ("WAL-mode File Format", section 2.3).
/// </remarks>
internal static class StoppedLockHolder
{
    private const int FirstLock = 120;
    private const int LastLock = 127;
    private const string Locks = "/proc/locks";

    /// <summary>A write takes about a millisecond; it may wait for a disk.</summary>
    private static readonly TimeSpan LetGoAtMost = TimeSpan.FromMilliseconds(200);

    /// <summary>Whoever was stopped with a lock of the store has been let go of it. Nothing happens where nobody was.</summary>
    public static async Task LetFinishAsync(string path, TimeProvider time, CancellationToken cancel)
    {
        foreach (var holder in Holders(path).Where(ProcessState.IsStopped).ToList())
        {
            ProcessSignals.Send(holder, ProcessSignals.Continue);
            var since = time.GetTimestamp();
            while (Holders(path).Contains(holder) && time.GetElapsedTime(since) < LetGoAtMost)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            ProcessSignals.Send(holder, ProcessSignals.Stop);
        }
    }

    private static HashSet<int> Holders(string path)
    {
        // By the names that this process sees its own open files under: the path may lead there by links.
        var name = $"/{Path.GetFileName(path)}-shm";
        var files = OpenFiles("self").Where(f => f.EndsWith(name, StringComparison.Ordinal)).ToHashSet();
        try
        {
            return [.. File.ReadLines(Locks).Select(HolderIn).OfType<int>().Where(id => OpenFiles($"{id}").Any(files.Contains))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // "3: POSIX  ADVISORY  WRITE 4711 fd:01:1234567 120 120"; with "->" after the number for one that waits.
    private static int? HolderIn(string line)
        => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, "POSIX" or "OFDLCK", _, "WRITE", var process, _, var first, _]
            && int.Parse(process, CultureInfo.InvariantCulture) is > 0 and var id && id != Environment.ProcessId
            && int.TryParse(first, CultureInfo.InvariantCulture, out var number) && number is >= FirstLock and <= LastLock
            ? id
            : null;

    private static List<string> OpenFiles(string process)
    {
        try
        {
            return [.. Directory.EnumerateFiles($"/proc/{process}/fd").Select(f => new FileInfo(f).LinkTarget).OfType<string>()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
