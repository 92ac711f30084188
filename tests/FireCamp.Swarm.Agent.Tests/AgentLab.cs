using FireCamp.Engine.Catalog;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;
using FireCamp.Engine.Platforms.Local;
using FireCamp.Engine.Secrets;
using FireCamp.Engine.Volumes;
using FireCamp.Lab;
using FireCamp.Lab.Swarm;

namespace FireCamp.Swarm.Agent.Tests;

/// <summary>One lab for the suite: a swarm whose nodes run agents of one cluster, with its store and volumes on this machine's disk.</summary>
public sealed class AgentLab : IAsyncLifetime
{
    /// <summary>With <c>-c</c> and <see cref="AtGate"/>: what the platform has every member's container run.</summary>
    internal const string Shell = "/bin/sh";

    internal const string AtGate = "trap 'exit 143' TERM INT QUIT; . /firecamp/data/run/gate";

    private const string Cluster = "t1";
    private static readonly CancellationToken None = CancellationToken.None;

    private SwarmLab? lab;
    private int port = 7100;

    public SwarmLab Lab => lab!;

    internal LocalPaths Paths { get; private set; } = null!;

    internal IMetadataStore Store { get; private set; } = null!;

    internal DirectoryVolumeProvider Volumes { get; private set; } = null!;

    internal AgentMemberExecutor Executor { get; private set; } = null!;

    /// <summary>How a shell starts the agent that is built with these tests; its arguments are to follow.</summary>
    internal static string AgentCommand { get; } = $"env DOTNET_ROOT={Checkout.DotnetRoot} {Checkout.DotnetRoot}/dotnet "
        + Path.Combine(AppContext.BaseDirectory, "FireCamp.Agent.dll");

    /// <summary>What is missing to run these tests; empty when nothing is.</summary>
    internal string Missing { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Missing = await SwarmLabRequirements.MissingAsync();
        if (Missing.Length > 0)
        {
            return;
        }

        await MakeClusterAsync();
        lab = await SwarmLab.UpAsync("agents", new SwarmLabOptions
        {
            Nodes = 2,
            Parts = ["nodes", "registry"],
            NodeHook = $"exec {AgentCommand} "
                + $"--home {Paths.Root} --cluster {Cluster} --node $NODE --platform Swarm",
            NodeHookReady = "test -S /run/docker/plugins/firecamp.sock",
        }, None);

        // dockerd tells the swarm of a driver once it has used it.
        await Task.WhenAll(ListVolumesAsync(1), ListVolumesAsync(2));
    }

    // Now and then a dockerd that has just started never answers this. Why is not known: it is asked what it waits for, and started anew.
    private async Task ListVolumesAsync(LabMachine node)
    {
        for (var tries = 1; ; tries++)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await Lab.DockerAsync(node, ["volume", "ls"], patience.Token);
                return;
            }
            catch (OperationCanceledException e) when (patience.IsCancellationRequested)
            {
                Console.WriteLine($"AgentLab: Docker of {node} doesn't list its volumes within 20 s:\n{await WaitsAsync(node)}");
                if (tries == 3)
                {
                    throw new InvalidOperationException($"Docker of {node} doesn't list its volumes.\n{Logs()}", e);
                }

                await Lab.CrashAsync(node, None);
                await Lab.BootAsync(node, None);
            }
        }
    }

    // The stacks of those of its threads that have to do with volumes and drivers, which it writes when it gets this signal.
    private async Task<string> WaitsAsync(LabMachine node)
    {
        const string Stacks = "timeout 5 sh -c 'until cat /run/docker/goroutine-stacks-*.log; do :; done' 2> /dev/null || true";
        await Lab.SignalAsync(node, "docker", "USR1", None);
        var stacks = (await Lab.ExecAsync(node, ["sh", "-c", Stacks], None)).Split("\n\n");
        return string.Join("\n\n", stacks.Where(s => IsOf(s, "volume") || IsOf(s, "plugins")).Take(12));

        static bool IsOf(string stack, string package) => stack.Contains($"/{package}", StringComparison.Ordinal);
    }

    /// <summary>A Redis member of its own service and port, recorded with its volume and secrets, and meant to run.</summary>
    internal async Task<MemberSpec> AddRedisAsync(string service, bool meantToRun = true)
    {
        Assert.SkipUnless(Missing.Length == 0, $"missing: {Missing}");
        var definition = new ServiceCatalog([Checkout.Catalog]).Find("Redis");
        var plan = CreateServicePlanner.Plan(Request(service), definition, await StateAsync());
        var secrets = new SealedSecretStore(Store, FileKeyProvider.Ensure(Paths.KeyFile));
        foreach (var credential in plan.Service.Credentials)
        {
            await secrets.EnsureAsync(credential.SecretId, $"it's \"{service}\" $HOME", None);
        }

        var member = plan.Members[0];
        await MemberRecords.EnsureAsync(Store, member, None);
        await Volumes.EnsureAsync(member.Volumes[0], None);
        await Store.PutAsync(Keys.Unit(service, member.Name), new MemberUnit
        {
            Service = service, Member = member.Name, Group = $"{service}/members", Zone = "a", MemoryBytes = 1, RunToken = "1",
            MeantToRun = meantToRun,
        }, 0, PlatformsJson.Default.MemberUnit, None);
        return member;
    }

    /// <summary>Has a node's dockerd run the member's container.</summary>
    internal Task<string> RunAsync(LabMachine node, MemberSpec member, params string[] more)
        => Lab.DockerAsync(node,
            [
                "run", "--detach", "--name", member.Name, "--network", "host", "--label", "firecamp.run-token=1",
                "--mount", $"type=volume,source={member.Volumes[0].Name},target=/firecamp/data,volume-driver=firecamp,volume-nocopy",
                .. more, "--entrypoint", Shell, "redis:7.0", "-c", AtGate,
            ], None);

    internal Task DeleteAsync(LabMachine node, MemberSpec member) => Lab.DockerAsync(node, ["rm", "--force", member.Name], None);

    internal Task<MemberReport> ReadyAsync(MemberSpec member, long afterEpoch = 0)
        => ReportAsync(member, r => r.Phase == MemberPhase.Ready && r.Epoch > afterEpoch, "ready");

    /// <summary>The member's report once it is as wanted; says what it was, and the agents' logs, when it doesn't become so.</summary>
    internal async Task<MemberReport> ReportAsync(MemberSpec member, Func<MemberReport, bool> wanted, string what)
    {
        MemberReport? report = null;
        await Soon.TrueAsync(
            async () =>
            {
                report = (await Store.FindAsync(Keys.Report(member.Service, member.Name), ModelJson.Default.MemberReport, None))?.Value;
                return report is not null && wanted(report);
            },
            () => $"{member.Name} is {what}: {report}\n{Logs()}", None);
        return report!;
    }

    internal async Task<MemberUnit> UnitAsync(MemberSpec member)
        => (await Store.FindAsync(Keys.Unit(member.Service, member.Name), PlatformsJson.Default.MemberUnit, None))!.Value;

    internal async Task<MemberClaim?> ClaimAsync(MemberSpec member)
        => (await Store.FindAsync(Keys.Claim(member.Service, member.Name), MetadataJson.Default.MemberClaim, None))?.Value;

    internal Task ReleasedAsync(MemberSpec member)
        => Soon.TrueAsync(async () => await ClaimAsync(member) is { Released: true }, () => $"{member.Name} is released\n{Logs()}", None);

    /// <summary>Runs a shell command in the member, as its user.</summary>
    internal async Task<string> ShellAsync(MemberSpec member, string command)
    {
        var result = await Executor.ExecuteAsync(member.Service, member.Name, new ExecRequest { Command = ["sh", "-c", command] }, null, None);
        return result.ExitCode == 0 ? result.Output.Trim() : throw new InvalidOperationException($"{command}: {result}\n{Logs()}");
    }

    /// <summary>Whether a command could be run in the member.</summary>
    internal async Task<bool> TryShellAsync(MemberSpec member, string command)
    {
        try
        {
            await ShellAsync(member, command);
            return true;
        }
        catch (FireCampException e) when (e.IsTemporary)
        {
            return false;
        }
    }

    /// <summary>How often a node's agent has come up.</summary>
    internal int UpsOf(string node)
        => File.ReadLines(Path.Combine(Lab.Path, node, "hook.log")).Count(l => l.Contains(" is up as ", StringComparison.Ordinal));

    /// <summary>Whether a process of a node runs, by the id that it has there.</summary>
    internal async Task<bool> RunsAsync(LabMachine node, int process)
        => await Lab.ExecAsync(node, ["sh", "-c", $"test -e /proc/{process}/exe && echo yes || :"], None) == "yes\n";

    internal string Logs() => string.Join('\n', new[] { "n1", "n2" }.Select(n => Path.Combine(Lab.Path, n, "hook.log")).Where(File.Exists)
        .Select(f => $"--- {f}\n{string.Join('\n', File.ReadLines(f).TakeLast(60))}"));

    public async ValueTask DisposeAsync()
    {
        if (lab is not null)
        {
            await lab.DisposeAsync();
        }

        if (Store is not null)
        {
            await Store.DisposeAsync();
            Directory.Delete(Paths.Root, recursive: true);
        }
    }

    // Below /tmp, which the nodes of a lab share with this machine: one kernel, so its locks hold between them.
    private async Task MakeClusterAsync()
    {
        Paths = new LocalPaths(Directory.CreateTempSubdirectory("fc-").FullName, Cluster);
        LocalClusterFolders.Ensure(Paths);
        File.SetUnixFileMode(Paths.Root, (UnixFileMode)Convert.ToInt32("711", 8));
        Store = await SqliteMetadataStore.OpenAsync(Paths.Database, create: true, TimeProvider.System, None);
        FileKeyProvider.Ensure(Paths.KeyFile);
        Volumes = new DirectoryVolumeProvider(Paths.VolumesFolder, Paths.SnapshotsFolder, TimeProvider.System);
        Executor = new AgentMemberExecutor(Store, TimeProvider.System);
        await Store.PutAsync(Keys.Cluster, Spec, 0, ModelJson.Default.ClusterSpec, None);
    }

    private static ClusterSpec Spec => new()
    {
        Name = Cluster,
        Platform = "Swarm",
        Zones = ["a", "b"],
        Nodes = [new NodeSpec("n1", "a", new ByteSize(1L << 30)), new NodeSpec("n2", "b", new ByteSize(1L << 30))],
    };

    private CreateServiceRequest Request(string service) => new()
    {
        Name = service,
        Kind = "Redis",
        Memory = new ByteSize(64L << 20),
        Options = new Dictionary<string, string>
        {
            ["ReplicasPerShard"] = "1", ["Port"] = $"{Interlocked.Increment(ref port)}", ["AppendFsync"] = "always",
        },
    };

    private static Task<PlanningState> StateAsync() => Task.FromResult(new PlanningState
    {
        Cluster = Spec,
        Nodes = [.. Spec.Nodes.Select(n => new NodeStatus(Cluster, n.Name, n.Zone, n.Memory, NodePhase.Up, "", null, null, null))],
        Services = [],
        Members = [],
        Own = [],
        Reports = [],
        Kept = [],
        FreeAddresses = [],
        PathOf = volume => $"/firecamp/{volume.Purpose}",
        RunPathOf = _ => "/firecamp/data/run",
        Now = TimeProvider.System.GetUtcNow(),
    });
}
