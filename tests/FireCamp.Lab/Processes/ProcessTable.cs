namespace FireCamp.Lab.Processes;

/// <summary>Reads <c>/proc</c>.</summary>
public static class ProcessTable
{
    // Fields of /proc/<pid>/stat, counted from after the program's name, which may itself hold spaces.
    private const int StateField = 0;
    private const int ParentField = 1;
    private const int FlagsField = 6;
    private const int StartedField = 19;

    // The kernel's PF_EXITING (include/linux/sched.h).
    private const uint Exiting = 4;

    /// <summary>Processes that work in the folder or below it, or whose command line names it.</summary>
    public static IReadOnlyList<LabProcess> In(string folder)
        => [.. Ids().Where(id => id != Environment.ProcessId && BelongsTo(id, folder)).Select(Find).OfType<LabProcess>()];

    /// <summary>Processes that work below the folder; quicker than <see cref="In"/>.</summary>
    public static IReadOnlyList<LabProcess> Below(string folder)
        => [.. Ids().Where(id => FolderOf(id).StartsWith(folder, StringComparison.Ordinal)).Select(Find).OfType<LabProcess>()];

    /// <summary>Processes in a control group whose path holds the text, such as a container's id.</summary>
    public static IReadOnlyList<LabProcess> InGroup(string part)
        => [.. Ids().Where(id => Read($"/proc/{id}/cgroup").Contains(part, StringComparison.Ordinal)).Select(Find).OfType<LabProcess>()];

    /// <summary>This process's own folder among the control groups that can freeze processes.</summary>
    public static string OwnFreezer { get; } = FreezerOf(Environment.ProcessId) ?? "/sys/fs/cgroup/freezer";

    /// <summary>The processes of one control group, by its folder; none when there is no such group.</summary>
    public static IReadOnlyList<LabProcess> InControlGroup(string folder)
        => [.. Read($"{folder}/cgroup.procs").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).Select(Find).OfType<LabProcess>()];

    /// <summary>Whether a control group holds the process still.</summary>
    public static bool IsFrozen(int id)
    {
        try
        {
            return FreezerOf(id) is { } group && File.ReadAllText($"{group}/freezer.state").Trim() != "THAWED";
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>What the kernel says that it does now, such as <c>R (running)</c> or <c>Z (zombie)</c>.</summary>
    public static string StateOf(int id)
    {
        try
        {
            return File.ReadLines($"/proc/{id}/status").First(l => l.StartsWith("State:", StringComparison.Ordinal))["State:".Length..].Trim();
        }
        catch (IOException)
        {
            return "gone";
        }
    }

    /// <summary>The process, or null when there is none or it has ended.</summary>
    public static LabProcess? Find(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[StateField] is "Z" or "X"
                ? null
                : new LabProcess(id, int.Parse(fields[ParentField]), ProgramOf(id), FolderOf(id), long.Parse(fields[StartedField]))
                {
                    IsEnding = (uint.Parse(fields[FlagsField]) & Exiting) != 0,
                };
        }
        catch (IOException)
        {
            return null;
        }
    }

    // "5:freezer:/lab/n2/docker/…"
    private static string? FreezerOf(int id)
        => Read($"/proc/{id}/cgroup").Split('\n').Select(l => l.Split(':', 3)).FirstOrDefault(f => f is [_, "freezer", _]) is [_, _, var group]
            ? $"/sys/fs/cgroup/freezer{group.TrimEnd('/')}"
            : null;

    /// <summary>
    /// The first word of its command line, without its folder: <c>postgres</c>, or <c>postgres:</c> for a server's
    /// child.
    /// </summary>
    private static string ProgramOf(int id)
    {
        // What comes from another Debian suite is started by that one's loader, which is told the program's name.
        var words = CommandLine(id).Split('\0', ' ');
        return Path.GetFileName(words is [_, "--argv0", var name, ..] ? name : words[0]);
    }

    private static bool BelongsTo(int id, string folder)
        => FolderOf(id).StartsWith(folder, StringComparison.Ordinal) || CommandLine(id).Contains(folder, StringComparison.Ordinal);

    private static string CommandLine(int id) => Read($"/proc/{id}/cmdline");

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string FolderOf(int id)
    {
        try
        {
            return new FileInfo($"/proc/{id}/cwd").LinkTarget ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static IEnumerable<int> Ids()
        => Directory.EnumerateDirectories("/proc").Select(d => int.TryParse(Path.GetFileName(d), out var id) ? id : 0).Where(id => id > 0);
}
