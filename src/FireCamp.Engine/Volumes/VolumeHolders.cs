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

    private static readonly Func<int, byte[], bool>[] Quick = [ProcessTable.Cheap];

    private static readonly Func<int, byte[], bool>[] Thorough = [ProcessTable.Cheap, ProcessTable.Files, ProcessTable.Maps];

    /// <summary>The ids of the processes that hold the folder, without this process and its ancestors.</summary>
    public static IReadOnlyList<int> Find(string folder) => [.. Holders(folder, Thorough)];

    /// <summary>No process holds the folder any more.</summary>
    /// <returns>How many were killed.</returns>
    /// <exception cref="VolumeException">One is still there 5 s later.</exception>
    /// <remarks>
    /// A look takes a while, and processes can fork behind its back and end. Members and their children have their working
    /// folder in the volume, which is quick to see for all processes: such looks, each of which kills what it sees at once,
    /// catch even chains of processes of a few milliseconds. The thorough look, once they see nothing, finds the rest; only
    /// if all of these looks in a row are empty is nothing left.
    /// </remarks>
    public async Task<int> KillAsync(string volume, string folder, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        var killed = new HashSet<int>();
        for (var empty = 0; empty < 4;)
        {
            var seen = new List<int>();
            foreach (var holder in Holders(folder, empty == 1 ? Thorough : Quick))
            {
                _ = Kill(holder, SigKill);
                seen.Add(holder);
            }

            empty = seen.Count == 0 ? empty + 1 : 0;
            killed.UnionWith(seen);
            await GoneAsync(volume, seen, started, cancel).ConfigureAwait(false);
        }

        return killed.Count;
    }

    // The newest first: what is being forked just now has the highest id, as long as ids don't start over.
    private static IEnumerable<int> Holders(string folder, Func<int, byte[], bool>[] looks)
    {
        var spared = ProcessTable.SelfAndAncestors();
        var path = ProcessTable.PathBytes(folder);
        return ProcessTable.Ids().Reverse().Where(id => !spared.Contains(id) && looks.Any(look => look(id, path)));
    }

    private async Task GoneAsync(string volume, List<int> holders, long started, CancellationToken cancel)
    {
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
