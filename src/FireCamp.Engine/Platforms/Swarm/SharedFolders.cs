namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>Where a cluster keeps what on the storage that all nodes see.</summary>
/// <param name="storage">The storage's folder.</param>
public sealed class SharedFolders(string storage, string cluster)
{
    public string Volumes => Path.Combine(Root, "volumes");

    public string Snapshots => Path.Combine(Root, "snapshots");

    /// <summary>Members' logs, wherever they ran.</summary>
    public string Logs => Path.Combine(Root, "logs");

    /// <summary>All of the cluster's.</summary>
    public string Root { get; } = Path.Combine(storage, Model.NameRules.Key(cluster));

    /// <summary>The folders are there; only their owner may look into them.</summary>
    public void Ensure()
    {
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (var folder in new[] { Root, Volumes, Snapshots, Logs })
        {
            Directory.CreateDirectory(folder, ownerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    /// <summary>Nothing of the cluster is left on the storage; success when nothing was.</summary>
    public void Delete()
    {
        if (Directory.Exists(Root))
        {
            Directory.Delete(Root, recursive: true);
        }
    }
}
