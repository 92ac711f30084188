using System.Runtime.InteropServices;

namespace FireCamp.Engine.Volumes;

/// <summary>Finds and kills the processes that use a folder of this machine: the storage fence of the Local platform.</summary>
/// <remarks>
/// A process holds a folder when its working folder, its root, an open file or a mapped file lies inside, deleted files
/// included. SIGKILL ends stopped processes too. As a user other than root, only that user's processes can be seen, and
/// only they can have been started by his agents.
/// </remarks>
internal sealed class VolumeHolders(TimeProvider time)
{
    private const int SigKill = 9;

    /// <summary>How long a killed process may take to be gone; longer means that it hangs in the kernel, mostly on a disk.</summary>
    private static readonly TimeSpan GoneWithin = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(1);

    /// <summary>The ids of the processes that hold the folder, without this process and its ancestors.</summary>
    public static IReadOnlyList<int> Find(string folder) => Find(folder, [ProcessTable.Cheap, ProcessTable.Files, ProcessTable.Maps]);

    /// <summary>No process holds the folder any more.</summary>
    /// <returns>How many were killed.</returns>
    /// <exception cref="VolumeException">One is still there 5 s later.</exception>
    public async Task<int> KillAsync(string volume, string folder, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        var killed = new HashSet<int>();

        // Members have their working folder in the volume, and that is quick to see: the longer looks then find few or none.
        await KillAsync(volume, Find(folder, [ProcessTable.Cheap]), killed, started, cancel).ConfigureAwait(false);

        // A look takes a while, and a process can fork behind its back and end: only two empty ones in a row are proof.
        for (var empty = killed.Count == 0 ? 1 : 0; empty < 2;)
        {
            var holders = Find(folder);
            empty = holders.Count == 0 ? empty + 1 : 0;
            await KillAsync(volume, holders, killed, started, cancel).ConfigureAwait(false);
        }

        return killed.Count;
    }

    private static List<int> Find(string folder, Func<int, byte[], bool>[] looks)
    {
        var spared = ProcessTable.SelfAndAncestors();
        var path = ProcessTable.PathBytes(folder);
        return [.. ProcessTable.Ids().Where(id => !spared.Contains(id) && looks.Any(look => look(id, path)))];
    }

    private async Task KillAsync(
        string volume, IReadOnlyList<int> holders, HashSet<int> killed, long started, CancellationToken cancel)
    {
        foreach (var holder in holders)
        {
            _ = Kill(holder, SigKill);
            killed.Add(holder);
        }

        foreach (var holder in holders)
        {
            while (ProcessTable.Runs(holder))
            {
                if (time.GetElapsedTime(started) > GoneWithin)
                {
                    throw new VolumeException(volume, $"process {holder} still uses it {GoneWithin.TotalSeconds:0} s after it was killed.",
                        "It hangs in the kernel, mostly on a disk that doesn't answer: see its state with ps, mend the disk, then repeat.");
                }

                await Task.Delay(LookEvery, time, cancel).ConfigureAwait(false);
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
