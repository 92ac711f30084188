namespace FireCamp.Lab.Processes;

/// <summary>The members' servers that run in a home, as <c>/proc</c> shows them and not as FireCamp says.</summary>
public static class Servers
{
    internal static readonly IReadOnlySet<string> Programs = new HashSet<string>
    {
        "postgres", "redis-server", "java", "valkey-server", "etcd",
    };

    /// <summary>Main processes of servers: a server's own children are not among them.</summary>
    public static IReadOnlyList<LabProcess> In(string home) => Main(ProcessTable.Below(home));

    /// <summary>The server that runs in a volume, or null.</summary>
    public static LabProcess? Of(string home, string volume) => In(home).FirstOrDefault(p => p.Volume == volume);

    internal static IReadOnlyList<LabProcess> Main(IReadOnlyList<LabProcess> all)
    {
        // A child that was forked a moment ago still looks like its parent.
        var servers = all.Where(p => p.Volume is not null && Programs.Contains(p.Program)).ToDictionary(p => p.Id);
        return [.. servers.Values.Where(p => !servers.ContainsKey(p.Parent))];
    }
}
