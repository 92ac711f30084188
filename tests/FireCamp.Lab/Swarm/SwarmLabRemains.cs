using FireCamp.Lab.Processes;

namespace FireCamp.Lab.Swarm;

/// <summary>What is left of a lab on this machine: to be nothing once it is down. Looks at the kernel, not at the lab's own records.</summary>
public static class SwarmLabRemains
{
    /// <summary>A line each: processes, control groups, mounts, loop devices, network interfaces, files.</summary>
    /// <param name="folder">The lab's folder, see <see cref="SwarmLab.FolderOf"/>.</param>
    /// <param name="subnet">The lab's subnet, as <c>10.77.0.0/24</c>.</param>
    public static IReadOnlyList<string> Of(string folder, string subnet)
    {
        var leg = $"fcl{subnet.Split('.')[2]}";
        return
        [
            .. ProcessTable.In(folder).Select(p => $"process {p}"),
            .. ControlGroups(Path.GetFileName(folder)).Select(g => $"control group {g}"),
            .. File.ReadLines("/proc/self/mountinfo").Where(m => m.Contains(folder, StringComparison.Ordinal)).Select(m => $"mount {m}"),
            .. LoopDevices().Where(d => d.File.StartsWith(folder, StringComparison.Ordinal)).Select(d => $"loop device {d.Device} of {d.File}"),
            .. Directory.Exists($"/sys/class/net/{leg}") ? (string[])[$"interface {leg}"] : [],
            .. Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Prepend(folder).Select(f => $"file {f}") : [],
        ];
    }

    private static IEnumerable<string> ControlGroups(string lab)
    {
        var all = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        return Directory.EnumerateDirectories("/sys/fs/cgroup", $"{lab}-*", all);
    }

    private static IEnumerable<(string Device, string File)> LoopDevices()
    {
        foreach (var device in Directory.EnumerateDirectories("/sys/block", "loop*"))
        {
            var file = Path.Combine(device, "loop", "backing_file");
            if (File.Exists(file))
            {
                yield return (Path.GetFileName(device), File.ReadAllText(file).Trim());
            }
        }
    }
}
