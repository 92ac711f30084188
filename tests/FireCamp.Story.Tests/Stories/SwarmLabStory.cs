using FireCamp.Lab;
using FireCamp.Lab.Swarm;

namespace FireCamp.Story.Tests.Stories;

/// <summary>The lab that other stories rest on is what it says: a swarm whose nodes get lost and come back, etcd, DNS, images.</summary>
[Trait("Lane", "Swarm")]
public sealed class SwarmLabStory
{
    private const string Purpose = "labstory";
    private static readonly LabMachine Manager = 1;
    private static readonly LabMachine First = 2;
    private static readonly LabMachine Second = 3;
    private static readonly LabMachine Third = 4;

    [Fact]
    public async Task Lab_MachinesAreLostAndReturn_AllIsSeenAndNothingIsLeft()
    {
        await Requirements.RequireSwarmLabAsync();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(5));
        string subnet;
        await using (var lab = await SwarmLab.UpAsync(Purpose, new SwarmLabOptions { Nodes = 4 }, deadline.Token))
        {
            subnet = lab.Env["LAB_SUBNET"];
            Assert.NotEmpty(SwarmLabRemains.Of(SwarmLab.FolderOf(Purpose), subnet));
            Assert.Equal(4, (await lab.StatusAsync(deadline.Token)).Count(s => s.IsReady));
            await ServesFromTheRegistryAsync(lab, deadline.Token);
            await NodesAreLostAsync(lab, deadline.Token);
            await ResolvesWhatWasUpdatedAsync(lab, deadline.Token);
            await KeepsWhatWasWrittenAsync(lab, deadline.Token);
            await ClonesOnSharedStorageAsync(lab, deadline.Token);
        }

        Assert.Empty(SwarmLabRemains.Of(SwarmLab.FolderOf(Purpose), subnet));
    }

    /// <summary>Zones go round among the workers: the first is in a, the second in b.</summary>
    private static async Task ServesFromTheRegistryAsync(SwarmLab lab, CancellationToken cancel)
    {
        await lab.DockerAsync(Manager,
            [
                "service", "create", "--quiet", "--detach", "--name", "cache", "--network", "host", "--restart-delay", "1s",
                "--constraint", "node.labels.zone==b", "redis:7.0", "redis-server", "--protected-mode", "no",
            ], cancel);
        await AnswersAsync(lab, cancel);
        var node = await lab.DockerAsync(Manager, ["service", "ps", "cache", "--format", "{{.Node}} {{.CurrentState}}"], cancel);
        Assert.StartsWith($"{Second} Running", node, StringComparison.Ordinal);
    }

    private static Task AnswersAsync(SwarmLab lab, CancellationToken cancel)
        => Soon.TrueAsync(
            async () => (await lab.DockerAsync(Second, ["ps", "--quiet"], cancel)).Trim() is { Length: > 0 } id
                && (await lab.DockerAsync(Second, ["exec", id.Split('\n')[0], "redis-cli", "ping"], cancel)).Trim() == "PONG",
            () => "redis answers on the node in zone b", cancel);

    /// <summary>Each in its own way, all at once, so that the managers' patience is waited for once.</summary>
    private static async Task NodesAreLostAsync(SwarmLab lab, CancellationToken cancel)
    {
        await lab.CutAsync(First, cancel);
        await lab.CrashAsync(Second, cancel);
        await lab.FreezeAsync(Third, cancel);
        await lab.BecomesAsync(First, s => s is { IsDown: true, State: "cut" }, "cut off", cancel);
        await lab.BecomesAsync(Second, s => s is { IsDown: true, State: "down" }, "down", cancel);
        await lab.BecomesAsync(Third, s => s is { IsDown: true, State: "frozen" }, "frozen", cancel);

        await lab.HealAsync(First, cancel);
        await lab.BootAsync(Second, cancel);
        await lab.ThawAsync(Third, cancel);
        foreach (var node in new[] { First, Second, Third })
        {
            await lab.BecomesAsync(node, s => s is { IsReady: true, State: "up" }, "ready", cancel);
        }

        await AnswersAsync(lab, cancel);
    }

    private static async Task ResolvesWhatWasUpdatedAsync(SwarmLab lab, CancellationToken cancel)
    {
        const string Update = """
            printf 'server %s\nzone t1-firecamp.com\nadd mypg-0.t1-firecamp.com. 5 A 192.0.2.7\nsend\n' "$0" | knsupdate "$@"
            """;
        var (server, key) = (lab.Env["LAB_DNS_SERVER"], lab.Env["LAB_TSIG_KNOT_KEY_FILE"]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => lab.ExecAsync(First, ["sh", "-c", Update, server], cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => lab.ExecAsync(First, ["getent", "hosts", "mypg-0.t1-firecamp.com"], cancel));

        await lab.ExecAsync(First, ["sh", "-c", Update, server, "-k", key], cancel);

        var found = await lab.ExecAsync(Second, ["getent", "hosts", "mypg-0.t1-firecamp.com"], cancel);
        Assert.StartsWith("192.0.2.7", found, StringComparison.Ordinal);
    }

    private static async Task KeepsWhatWasWrittenAsync(SwarmLab lab, CancellationToken cancel)
    {
        await lab.ExecAsync(LabMachine.Etcd(1), ["etcdctl", "put", "key", "before"], cancel);
        await lab.CrashAsync(LabMachine.Etcd(1), cancel);
        await Soon.TrueAsync(
            async () => await lab.ExecAsync(LabMachine.Etcd(2), ["etcdctl", "get", "key", "--print-value-only"], cancel) == "before\n",
            () => "the other two have the value", cancel);
        await lab.ExecAsync(LabMachine.Etcd(2), ["etcdctl", "put", "key", "after"], cancel);

        await lab.BootAsync(LabMachine.Etcd(1), cancel);
        Assert.Equal("after\n", await lab.ExecAsync(LabMachine.Etcd(1), ["etcdctl", "get", "key", "--print-value-only"], cancel));
    }

    private static async Task ClonesOnSharedStorageAsync(SwarmLab lab, CancellationToken cancel)
    {
        var file = Path.Combine(lab.Env["LAB_SHARED_STORAGE"], "file");
        await File.WriteAllTextAsync(file, "content", cancel);
        await lab.ExecAsync(First, ["cp", "--reflink=always", file, $"{file}.clone"], cancel);
        Assert.Equal("content", await lab.ExecAsync(Second, ["cat", $"{file}.clone"], cancel));
    }
}
