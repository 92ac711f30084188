using System.Text.Json;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>What this home keeps for clusters on swarms: how each is reached, and the key that its secrets are sealed with.</summary>
public sealed class SwarmFolders(string root)
{
    private const string SettingsFile = "swarm.json";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Names of the clusters, in order.</summary>
    public IReadOnlyList<string> List()
    {
        var folder = Path.Combine(root, "clusters");
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateDirectories(folder).Select(d => Path.GetFileName(d)!).Where(Has).Order(StringComparer.Ordinal)]
            : [];
    }

    public bool Has(string cluster) => File.Exists(SettingsOf(cluster));

    public string FolderOf(string cluster) => Path.Combine(root, "clusters", NameRules.Key(cluster));

    /// <summary>The file with the key that seals the cluster's secrets; its agents need a copy.</summary>
    public string KeyOf(string cluster) => Path.Combine(FolderOf(cluster), "key");

    /// <summary>The folder of this machine's certificate, by which the cluster's agents know its engine.</summary>
    public string IdentityOf(string cluster) => Path.Combine(FolderOf(cluster), "identity");

    /// <exception cref="FireCampException">The file can't be read or understood.</exception>
    public SwarmSettings Read(string cluster)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(SettingsOf(cluster)), SwarmJson.Default.SwarmSettings)!;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new FireCampException("ConnectionUnreadable", $"How cluster '{cluster}' is reached can't be read: {e.Message}",
                $"Correct '{SettingsOf(cluster)}', or delete it and connect again.", e) { Target = cluster };
        }
    }

    /// <summary>There is a folder for what is kept of the cluster; that alone doesn't make it known.</summary>
    public void Ensure(string cluster) => Directory.CreateDirectory(FolderOf(cluster), OwnerOnly);

    /// <summary>The cluster is known here; what was known before is replaced whole.</summary>
    public void Write(string cluster, SwarmSettings settings)
    {
        Ensure(cluster);
        var file = SettingsOf(cluster);
        File.WriteAllText($"{file}.new", JsonSerializer.Serialize(settings, SwarmJson.Default.SwarmSettings));
        File.Move($"{file}.new", file, overwrite: true);
    }

    /// <summary>The cluster isn't known here any more; success when it wasn't.</summary>
    public void Forget(string cluster)
    {
        File.Delete(SettingsOf(cluster));
        if (Directory.Exists(FolderOf(cluster)))
        {
            Directory.Delete(FolderOf(cluster), recursive: true);
        }
    }

    private string SettingsOf(string cluster) => Path.Combine(FolderOf(cluster), SettingsFile);
}
