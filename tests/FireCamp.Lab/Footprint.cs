using FireCamp.Engine.Metadata;

namespace FireCamp.Lab;

/// <summary>What a cluster consists of, but for the history of its operations: records, secrets, volumes, names and servers.</summary>
public static class Footprint
{
    // Leases, reports and events change by themselves; finished operations are kept on purpose.
    private static readonly string[] Prefixes =
        ["services/", "revisions/", "members/", "units/", "claims/", "addresses/", "secrets/", "kept/", "unfinished/"];

    /// <summary>Each thing as one line, in order; two that are equal were left by the same commands.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(LocalLabCluster lab, CancellationToken cancel)
    {
        await using var store = await SqliteMetadataStore.OpenAsync(lab.Paths.Database, create: false, TimeProvider.System, cancel);
        var lines = new List<string>();
        foreach (var prefix in Prefixes)
        {
            lines.AddRange((await store.ListAsync(prefix, cancel)).Select(r => $"record {r.Key}"));
        }

        // Their ids say what is in them, which is for others to look at; that there is one for each member is not.
        lines.AddRange((await store.ListAsync("specs/", cancel)).Select(r => $"record {r.Key[..r.Key.LastIndexOf('/')]}"));
        lines.AddRange(Entries(lab.Paths.VolumesFolder).Select(v => $"volume {v}"));
        lines.AddRange(LabHome.HostsLines(lab.Name).Select(l => $"hosts {l.Trim()}"));
        lines.AddRange(lab.Processes().Where(p => p.Volume is not null && p.Program is "redis-server" or "postgres" or "java")
            .Select(p => $"server {p.Program} in {p.Volume}"));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static IEnumerable<string> Entries(string folder)
        => Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Select(e => Path.GetFileName(e)!) : [];
}
