namespace FireCamp.Engine.Platforms.Local;

/// <summary>Where a Local cluster keeps what.</summary>
/// <param name="Root">
/// The home of all Local clusters: <c>$FIRECAMP_HOME</c>, else <c>/var/lib/firecamp</c> for root and
/// <c>$XDG_DATA_HOME/firecamp</c> (<c>~/.local/share/firecamp</c>) for others.
/// </param>
public sealed record LocalPaths(string Root, string Cluster)
{
    public string ClusterFolder => Path.Combine(Root, "clusters", Cluster.ToLowerInvariant());

    public string Database => Path.Combine(ClusterFolder, "firecamp.db");

    /// <summary>The key that secrets are sealed with; 0600.</summary>
    public string KeyFile => Path.Combine(ClusterFolder, "key");

    public string VolumesFolder => Path.Combine(ClusterFolder, "volumes");

    public string SnapshotsFolder => Path.Combine(ClusterFolder, "snapshots");

    public string LogsFolder => Path.Combine(ClusterFolder, "logs");

    public string NodesFolder => Path.Combine(ClusterFolder, "nodes");

    /// <summary>Packages unpacked privately, shared by all clusters of this home.</summary>
    public string PackagesFolder => Path.Combine(Root, "packages");

    public string NodeFolder(string node) => Path.Combine(NodesFolder, node.ToLowerInvariant());

    /// <summary>The agent's unix socket; its path stays under the 107 bytes that a socket's may have.</summary>
    public string AgentSocket(string node) => ShortPath.OfSocket(Path.Combine(NodeFolder(node), "agent.sock"));

    /// <summary>Locked (flock) by the agent while it runs; holds its process id.</summary>
    public string AgentPidFile(string node) => Path.Combine(NodeFolder(node), "agent.pid");

    public string AgentLog(string node) => Path.Combine(NodeFolder(node), "agent.log");

    public static string DefaultRoot()
    {
        if (Environment.GetEnvironmentVariable("FIRECAMP_HOME") is { Length: > 0 } home)
        {
            return Path.GetFullPath(home);
        }

        return Environment.IsPrivilegedProcess
            ? "/var/lib/firecamp"
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "firecamp");
    }
}
