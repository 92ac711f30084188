using System.Diagnostics;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Lab;
using FireCamp.Lab.Clients;
using FireCamp.Lab.Swarm;

namespace FireCamp.Story.Tests.Stories;

/// <summary>What a swarm's node and the cluster's store go through while members run on: nothing of it is felt by who writes.</summary>
[Trait("Lane", "Swarm")]
public sealed class SwarmNodeStory(SwarmNodeLab lab) : IClassFixture<SwarmNodeLab>
{
    private const int KillsOfANode = 10;

    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task Agents_KilledAtRandomUnderLoad_RestartNoMember() => UndisturbedAsync(async (members, _) =>
    {
        var seed = Random.Shared.Next();
        Story.Tell($"seed {seed}");
        var nodes = members.Select(m => m.Node!).ToList();
        Assert.Equal(3, nodes.Distinct().Count());
        await Task.WhenAll(nodes.Select((node, i) => KillAsync(node, new Random(seed + i))));

        // As at an upgrade: systemd's way to end a service.
        await Task.WhenAll(nodes.Select(node => RestartAsync(node, "TERM")));
        return false;
    });

    [Fact]
    public Task Etcd_OneDownThenAll_MembersGoOnAndOperationsWait() => UndisturbedAsync(async (_, writer) =>
    {
        await lab.Lab.CrashAsync(LabMachine.Etcd(1), Cancel);
        await lab.CreateAsync(Requests.Redis("other", members: 1), Cancel);

        var said = new Sayings();
        var plan = await lab.Engine.PlanRestartServiceAsync("other", [], Cancel);
        var restarting = lab.RunAsync(plan, said, Cancel);
        await Soon.TrueAsync(() => said.Any("restarting other-0"), "the restart has begun", Cancel);
        await Task.WhenAll(lab.Lab.CrashAsync(LabMachine.Etcd(2), Cancel), lab.Lab.CrashAsync(LabMachine.Etcd(3), Cancel));
        for (var down = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(down) < Outage;)
        {
            await writer.NextAsync(Stopwatch.GetTimestamp(), Cancel);
        }

        Assert.True(said.Any("waiting for the metadata store"), $"{said}");
        Assert.False(restarting.IsCompleted);
        await Task.WhenAll(Enumerable.Range(1, 3).Select(k => lab.Lab.BootAsync(LabMachine.Etcd(k), Cancel)));
        Assert.Equal(OperationState.Succeeded, (await restarting).State);
        await lab.RunAsync(await lab.Engine.PlanRemoveServiceAsync("other", removeVolumes: true, Cancel), null, Cancel);
        return true;
    });

    [Fact]
    public Task Agent_FrozenBeyondItsLease_ItsMemberAcknowledgesNothingMore() => LostAsync(async member =>
    {
        var node = new LabMachine(member.Node!);
        var server = await lab.ServerOfAsync(member, Cancel);
        var endpoint = (await lab.Engine.ListEndpointsAsync(SwarmNodeLab.Service, Cancel)).First(e => e.Member == member.Name);
        await using var client = await AckClient.OpenAsync(
            endpoint, await lab.Engine.GetCredentialAsync(SwarmNodeLab.Service, null, Cancel), Cancel);
        await Soon.TrueAsync(() => client.Asked > 50, "it is asked", Cancel);
        await lab.Lab.SignalAsync(node, "hook", "STOP", Cancel);
        var end = Stopwatch.GetTimestamp() + (long)(SwarmNodeLab.Lease.TotalSeconds * Stopwatch.Frequency);
        await Soon.TrueAsync(() => Stopwatch.GetTimestamp() > end, "the claim is up", Cancel);
        var asked = client.Asked;
        await Soon.TrueAsync(
            () => Task.FromResult(client.Asked > asked + 10), () => $"it is asked after the claim's end: {client.Fault?.Message}", Cancel);
        Assert.True(client.LastAnswered < end, "A question that was sent after the claim's end was answered.");
        Assert.True(server.Lives, "The old copy has ended, so that it wasn't the fence that kept it silent.");
        await lab.Lab.SignalAsync(node, "hook", "CONT", Cancel);
    });

    [Fact]
    public Task Node_CutOffWithItsDockerdHanging_EndsItsMemberWithinTheLease() => LostAsync(async member =>
    {
        var node = new LabMachine(member.Node!);
        var server = await lab.ServerOfAsync(member, Cancel);
        await lab.Lab.SignalAsync(node, "docker", "STOP", Cancel);
        await lab.Lab.ExecAsync(node, ["sh", "-c", "kill -STOP $(cat /run/docker/containerd/containerd.pid)"], Cancel);
        await lab.Lab.CutAsync(node, Cancel);
        var end = Stopwatch.GetTimestamp() + (long)(SwarmNodeLab.Lease.TotalSeconds * Stopwatch.Frequency);
        await Soon.TrueAsync(() => !server.Lives, "the member's server has ended", Cancel);
        Assert.True(Stopwatch.GetTimestamp() < end, "It ended after its claim.");
        await lab.Lab.ExecAsync(node, ["sh", "-c", "kill -CONT $(cat /run/docker/containerd/containerd.pid)"], Cancel);
        await lab.Lab.SignalAsync(node, "docker", "CONT", Cancel);
        await lab.Lab.HealAsync(node, Cancel);
    });

    /// <summary>A member whose node is lost for a while comes back there, under a new epoch: no other node is in its zone.</summary>
    private async Task LostAsync(Func<Member, Task> lose)
    {
        await SwarmNodeLab.RequireAsync();
        var member = (await lab.MembersAsync(Cancel)).First(m => m.Zone == "b");
        try
        {
            await lose(member);
            await Soon.TrueAsync(
                async () => (await lab.MembersAsync(Cancel)).Any(m => m.Name == member.Name && m.Epoch > member.Epoch),
                () => $"{member.Name} is back", Cancel);
        }
        catch
        {
            TestContext.Current.TestOutputHelper?.WriteLine(lab.Logs());
            throw;
        }
    }

    /// <summary>Nothing of the members changes, and no write that was acknowledged is lost.</summary>
    /// <param name="disturb">Returns whether writes went on: all but one in a thousand, which a busy machine may keep too long. Agents that start slowly leave the addresses' fence to close for a
    /// while.</param>
    private async Task UndisturbedAsync(Func<IReadOnlyList<Member>, SteadyWriter, Task<bool>> disturb)
    {
        await SwarmNodeLab.RequireAsync();
        var members = await lab.MembersAsync(Cancel);
        var before = await lab.SceneAsync(Cancel);
        await using var ledger = await lab.OpenLedgerAsync(Cancel);
        await using var writer = SteadyWriter.Start(ledger);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await writer.NextAsync(started, Cancel);
            var isUnbroken = await disturb(members, writer);
            await writer.NextAsync(Stopwatch.GetTimestamp(), Cancel);
            var acknowledged = await writer.StopAsync();
            Story.Tell($"{acknowledged.Count} writes acknowledged, {writer.Failed} failed, in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
            Assert.Equal(members.Select(Lasting), (await lab.MembersAsync(Cancel)).Select(Lasting));
            Assert.Equal(before, await lab.SceneAsync(Cancel));
            Assert.True(!isUnbroken || writer.Failed * 1000 <= acknowledged.Count, $"{writer.Failed} writes failed");
            var held = await ledger.ReadAsync((await lab.Engine.ListEndpointsAsync(SwarmNodeLab.Service, Cancel))[0], Cancel);
            Assert.DoesNotContain(acknowledged, n => !held.Contains(n));
        }
        catch
        {
            TestContext.Current.TestOutputHelper?.WriteLine(lab.Logs());
            throw;
        }
    }

    private static object Lasting(Member member) => (member.Name, member.Node, member.Epoch, member.ProcessId, member.RunToken, member.Role);

    private async Task KillAsync(string node, Random random)
    {
        for (var kill = 0; kill < KillsOfANode; kill++)
        {
            await Soon.PauseAsync(TimeSpan.FromMilliseconds(random.Next(500)), Cancel);
            await RestartAsync(node, "KILL");
        }
    }

    private async Task RestartAsync(string node, string signal)
    {
        var ups = lab.UpsOf(node);
        await lab.Lab.SignalAsync(new LabMachine(node), "hook", signal, Cancel);
        await Soon.TrueAsync(() => lab.UpsOf(node) > ups, $"the agent of {node} is up again", Cancel);
    }

    /// <summary>What an operation said while it ran.</summary>
    private sealed class Sayings : IProgress<OperationProgress>
    {
        private readonly List<string> all = [];

        public void Report(OperationProgress value)
        {
            lock (all)
            {
                all.Add($"{value.Step}/{value.Item}: {value.Message}");
            }
        }

        public bool Any(string part)
        {
            lock (all)
            {
                return all.Any(s => s.Contains(part, StringComparison.Ordinal));
            }
        }

        public override string ToString()
        {
            lock (all)
            {
                return string.Join('\n', all.Distinct());
            }
        }
    }
}
