using System.Globalization;
using FireCamp.Agent.Supervision;

namespace FireCamp.Agent.Containers;

/// <summary>Finds members' containers by what the kernel knows: for when dockerd is not there to be asked.</summary>
internal static class ContainerScan
{
    /// <summary>The first processes of all containers on this node that have a data volume of the cluster's.</summary>
    public static IReadOnlyList<int> FindAll(string cluster) => Find($"/fc_{cluster}_");

    /// <summary>The first processes of all containers on this node that have the data volume.</summary>
    public static IReadOnlyList<int> FindOf(string volume) => Find($"/{volume}/");

    /// <summary>Whether the process sees a member's data volume where members' containers have it.</summary>
    public static bool IsMembers(int process) => DataMount(process) is not null;

    /// <summary>Whether the process still is the shell that waits at its gate, or reads what it says.</summary>
    public static bool IsAtGate(int process)
        => Lines($"/proc/{process}/cmdline") is [var command] && command == string.Join('\0', Gate.Command) + '\0';

    /// <summary>The containers of these first processes have ended, by SIGKILL.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> KillAsync(IEnumerable<int> processes, CancellationToken cancel)
    {
        var found = processes.Select(ForeignProcess.Find).OfType<ForeignProcess>().ToList();
        found.ForEach(f => f.Kill());
        foreach (var first in found)
        {
            await first.Ended.WaitAsync(cancel).ConfigureAwait(false);
            first.Dispose();
        }

        return found.Count;
    }

    /// <summary>Reads a line of mountinfo: what of its file system is mounted at the members' data path; null for other lines.</summary>
    internal static string? RootOfData(string mountInfoLine)
        => mountInfoLine.Split(' ', 6) is [_, _, _, var root, Gate.DataPath, _] ? root : null;

    private static IReadOnlyList<int> Find(string volumes)
        =>
        [
            .. Directory.EnumerateDirectories("/proc")
                .Select(f => int.TryParse(Path.GetFileName(f.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
                .Where(id => id > 0 && IsFirst(id) && $"{DataMount(id)}/".Contains(volumes, StringComparison.OrdinalIgnoreCase)),
        ];

    // The last of its ids is the one in its own namespace; with only one it is in the agent's.
    private static bool IsFirst(int process)
        => Lines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("NSpid:", StringComparison.Ordinal))
            ?.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [_, _, .., "1"];

    private static string? DataMount(int process) => Lines($"/proc/{process}/mountinfo").Select(RootOfData).FirstOrDefault(r => r is not null);

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
