namespace FireCamp.Lab.Processes;

/// <summary>The members' servers in containers of all nodes of a lab, as <c>/proc</c> of the host shows them.</summary>
/// <param name="cluster">Whose members.</param>
/// <param name="storage">The shared storage that the members' volumes are on; another lab has another.</param>
internal sealed class ContainerServers(string cluster, string storage)
{
    // mountinfo: number, parent, device, what of its file system, where, …
    private const int DeviceField = 2;
    private const int RootField = 3;
    private const int TargetField = 4;

    private readonly string device = Fields("self").First(f => f[TargetField] == storage)[DeviceField];

    /// <summary>Main processes of servers: a server's own children are not among them.</summary>
    public IReadOnlyList<LabProcess> List()
    {
        var servers = ProcessTable.Running(Servers.Programs).Select(WithVolume).OfType<LabProcess>().ToDictionary(p => p.Id);
        return [.. servers.Values.Where(p => !servers.ContainsKey(p.Parent))];
    }

    private LabProcess? WithVolume(LabProcess process)
    {
        var volume = Fields($"{process.Id}").Where(f => f[DeviceField] == device).SelectMany(f => f[RootField].Split('/'))
            .FirstOrDefault(s => s.StartsWith($"fc_{cluster}_", StringComparison.Ordinal));
        return volume is null ? null : process with { Volume = volume };
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
