using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Local;
using FireCamp.Engine.Platforms.Local.Packages;
using FireCamp.Engine.Secrets;
using FireCamp.Engine.Volumes;

namespace FireCamp.Agent.Tests.Nodes;

/// <summary>A Local cluster of real agent processes in a folder of its own; everything of it is gone when it is disposed.</summary>
internal sealed class TestNodes : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly CancellationToken None = CancellationToken.None;

    private TestNodes(LocalPaths paths, IMetadataStore store, ClusterSpec spec)
    {
        (Paths, Store, Spec) = (paths, store, spec);
        Volumes = new DirectoryVolumeProvider(paths.VolumesFolder, paths.SnapshotsFolder, TimeProvider.System);
        Nodes = new LocalNodes(paths, store, Path.Combine(AppContext.BaseDirectory, "FireCamp.Agent.dll"), TimeProvider.System);
        Platform = new LocalPlatform(
            paths, store, new DebianPackages(paths.PackagesFolder), new LocalFence(paths, store, Volumes, TimeProvider.System), Volumes.ContentOf);
        Executor = new AgentMemberExecutor(store, TimeProvider.System);
        Secrets = new SealedSecretStore(store, FileKeyProvider.Ensure(paths.KeyFile));
    }

    public LocalPaths Paths { get; }

    public IMetadataStore Store { get; }

    public ClusterSpec Spec { get; }

    public DirectoryVolumeProvider Volumes { get; }

    public LocalNodes Nodes { get; }

    public LocalPlatform Platform { get; }

    public AgentMemberExecutor Executor { get; }

    public SealedSecretStore Secrets { get; }

    /// <summary>A cluster of so many nodes, each in a zone of its own, all up.</summary>
    /// <param name="lease">The default is that of clusters.</param>
    public static async Task<TestNodes> StartAsync(int nodes, TimeSpan? lease = null)
    {
        var home = Directory.CreateTempSubdirectory("fc-").FullName;
        var paths = new LocalPaths(home, "t1");
        LocalClusterFolders.Ensure(paths);
        File.SetUnixFileMode(home, (UnixFileMode)Convert.ToInt32("711", 8));
        var store = await SqliteMetadataStore.OpenAsync(paths.Database, create: true, TimeProvider.System, None);
        var numbers = Enumerable.Range(1, nodes).ToList();
        var spec = new ClusterSpec
        {
            Name = "t1",
            Platform = "Local",
            Zones = [.. numbers.Select(n => $"zone-{n}")],
            Nodes = [.. numbers.Select(n => new NodeSpec($"node-{n}", $"zone-{n}", new ByteSize(1L << 30)))],
        };
        spec = spec with { LeaseDuration = lease ?? spec.LeaseDuration };
        await store.PutAsync(Keys.Cluster, spec, 0, ModelJson.Default.ClusterSpec, None);
        var cluster = new TestNodes(paths, store, spec);
        await Task.WhenAll(spec.Nodes.Select(n => cluster.Nodes.StartAsync(n, None)));
        return cluster;
    }

    public NodeSpec Node(string name) => Spec.Nodes.First(n => n.Name == name);

    public string ContentOf(string member) => Path.Combine(Paths.VolumesFolder, $"fc_t1_{member}", "content");

    /// <summary>The nodes that started it, in order.</summary>
    public string[] StartsOf(string member) => Lines(member, "starts");

    /// <summary>Starts that found another copy running.</summary>
    public string[] CollisionsOf(string member) => Lines(member, "collisions");

    public string AgentLogs() => string.Join('\n', Spec.Nodes.Where(n => File.Exists(Paths.AgentLog(n.Name)))
        .Select(n => $"--- {n.Name}\n{File.ReadAllText(Paths.AgentLog(n.Name))}"));

    /// <summary>Records a member, makes its volume and asks for it to run.</summary>
    public async Task AddAsync(MemberSpec member, string token = "1")
    {
        await MemberRecords.EnsureAsync(Store, member, None);
        foreach (var volume in member.Volumes)
        {
            await Volumes.EnsureAsync(volume, None);
        }

        await Platform.EnsureMemberAsync(member, token, None);
    }

    public async Task<MemberReport?> ReportAsync(string member)
        => (await Store.FindAsync(Keys.Report("svc", member), ModelJson.Default.MemberReport, None))?.Value;

    public async Task<MemberClaim?> ClaimAsync(string member)
        => (await Store.FindAsync(Keys.Claim("svc", member), MetadataJson.Default.MemberClaim, None))?.Value;

    public async Task<NodeLease> LeaseAsync(string node)
        => (await Store.FindAsync(Keys.Lease(node), MetadataJson.Default.NodeLease, None))!.Value;

    public async Task UntilLeaseAsync(string node, Func<NodeLease, bool> wanted, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var lease = await LeaseAsync(node); !wanted(lease); lease = await LeaseAsync(node))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Deadline, $"the lease of {node} never was {what}: {lease}\n{AgentLogs()}");
            await Store.WaitForChangeAsync(await Store.VersionAsync(None), TimeSpan.FromSeconds(0.1), None);
        }
    }

    public Task<MemberReport> ReadyAsync(string member, string? token = null)
        => UntilAsync(member, r => r.Phase == MemberPhase.Ready && (token is null || r.RunToken == token), "ready");

    /// <summary>The member's report once it is as wanted; fails with all agents' logs when it doesn't become so.</summary>
    public async Task<MemberReport> UntilAsync(string member, Func<MemberReport, bool> wanted, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var version = await Store.VersionAsync(None);
            var report = await ReportAsync(member);
            if (report is not null && wanted(report))
            {
                return report;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < Deadline, $"{member} never was {what}: {report}\n{AgentLogs()}");
            await Store.WaitForChangeAsync(version, TimeSpan.FromSeconds(1), None);
        }
    }

    private string[] Lines(string member, string file)
        => File.Exists(Path.Combine(ContentOf(member), file)) ? File.ReadAllLines(Path.Combine(ContentOf(member), file)) : [];

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Spec.Nodes)
        {
            Nodes.Thaw(node);
            await Nodes.CrashAsync(node, None);
        }

        await Store.DisposeAsync();
        Directory.Delete(Paths.Root, recursive: true);
    }
}
