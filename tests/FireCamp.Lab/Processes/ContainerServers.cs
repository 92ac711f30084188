using System.Collections.Concurrent;

namespace FireCamp.Lab.Processes;

/// <summary>The members' servers in containers of all nodes of a lab, as the host's kernel shows them.</summary>
/// <remarks>Found by the lab's control groups: reading all of <c>/proc</c> fifty times a second takes a third of a processor.</remarks>
/// <param name="cluster">Whose members.</param>
/// <param name="lab">The lab's folder.</param>
/// <param name="storage">The shared storage that the members' volumes are on; another lab has another.</param>
internal sealed class ContainerServers(string cluster, string lab, string storage)
{
    // mountinfo: number, parent, device, what of its file system, where, …
    private const int DeviceField = 2;
    private const int RootField = 3;
    private const int TargetField = 4;

    private readonly string device = Fields("self").First(f => f[TargetField] == storage)[DeviceField];
    private readonly ConcurrentDictionary<string, string> volumes = new();

    /// <summary>Main processes of servers: a server's own children are not among them.</summary>
    public IReadOnlyList<LabProcess> List()
        => [.. Machines().SelectMany(m => Folders(Path.Combine(m, "docker"))).SelectMany(ServersIn)];

    private IEnumerable<string> Machines()
        => Folders($"{ProcessTable.OwnFreezer}/firecamp-lab")
            .Where(f => Path.GetFileName(f).StartsWith($"{Path.GetFileName(lab)}-", StringComparison.Ordinal))
            .SelectMany(Folders);

    private IEnumerable<LabProcess> ServersIn(string container)
    {
        var servers = ProcessTable.InControlGroup(container).Where(p => Servers.Programs.Contains(p.Program)).ToDictionary(p => p.Id);
        return servers.Values.Where(p => !servers.ContainsKey(p.Parent))
            .Select(p => VolumeOf(container, p) is { } volume ? p with { Volume = volume, Container = container } : null)
            .OfType<LabProcess>();
    }

    private string? VolumeOf(string container, LabProcess process)
    {
        if (!volumes.TryGetValue(container, out var volume)
            && Fields($"{process.Id}").Where(f => f[DeviceField] == device).SelectMany(f => f[RootField].Split('/'))
                .FirstOrDefault(s => s.StartsWith($"fc_{cluster}_", StringComparison.Ordinal)) is { } found)
        {
            volumes[container] = volume = found;
        }

        return volume;
    }

    private static IEnumerable<string> Folders(string folder)
    {
        try
        {
            return Directory.GetDirectories(folder);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static IEnumerable<string[]> Fields(string process)
    {
        try
        {
            return File.ReadAllLines($"/proc/{process}/mountinfo").Select(l => l.Split(' ', TargetField + 2));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
