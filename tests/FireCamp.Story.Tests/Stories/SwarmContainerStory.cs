using System.Diagnostics;
using FireCamp.Engine.Model;
using FireCamp.Lab;
using FireCamp.Lab.Clients;
using FireCamp.Lab.Swarm;

namespace FireCamp.Story.Tests.Stories;

/// <summary>Agents in containers do what agents do: a worker is lost and comes back, and agents are upgraded under a running member.</summary>
[Trait("Lane", "Swarm")]
public sealed class SwarmContainerStory
{
    /// <summary>Longer than a container of the agent's takes to start on a busy machine.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task AgentsInContainers_WorkerLostAndAgentsUpgraded_TheMemberLosesNothing()
    {
        await Requirements.RequireSwarmLabAsync();
        Assert.True(Directory.Exists(Checkout.AgentBundle), "eng/build --agent");
        await Story.RunAsync(cancel => SwarmLabCluster.StartInContainersAsync("container", Lease, cancel), LiveAsync);
    }

    private static async Task LiveAsync(SwarmLabCluster lab, CancellationToken cancel)
    {
        var service = await lab.CreateAsync(Requests.Redis("cache", members: 1), cancel);
        await using var ledger = await service.OpenLedgerAsync(cancel);
        await using var writer = SteadyWriter.Start(ledger);
        await writer.NextAsync(Stopwatch.GetTimestamp(), cancel);
        var before = await service.PrimaryAsync(cancel);

        await lab.LoseAsync(NodeLoss.Crash, before.Node!, cancel);
        var lost = Stopwatch.GetTimestamp();
        var outage = Stopwatch.GetElapsedTime(lost, (await writer.NextAsync(lost, cancel)).Received);
        await service.ReadyAsync(cancel);
        var moved = await service.PrimaryAsync(cancel);
        Assert.NotEqual(before.Node, moved.Node);

        // dockerd asks for its volume driver in vain, for 15 s, before it starts the container of that.
        var booted = Stopwatch.GetTimestamp();
        var returning = lab.BringBackAsync(NodeLoss.Crash, before.Node!, cancel);
        await UpgradeAsync(lab, moved, cancel);
        await returning;
        Story.Tell($"lost to next acknowledged write: {outage.TotalSeconds:0.0} s with a lease of {Lease.TotalSeconds} s; "
            + $"boot to up again: {Stopwatch.GetElapsedTime(booted).TotalSeconds:0.0} s");

        var acknowledged = await writer.StopAsync();
        var held = await ledger.ReadAsync((await service.EndpointsAsync(cancel))[0], cancel);
        Assert.DoesNotContain(acknowledged, n => !held.Contains(n));
    }

    // Of the nodes that are there: the manager, and the one with the member.
    private static async Task UpgradeAsync(SwarmLabCluster lab, Member member, CancellationToken cancel)
    {
        var server = Assert.Single(lab.ServerProcesses());
        await using var engine = lab.OpenEngine(BareSwarm.NextBundle(lab.Home));
        var request = BareSwarm.InstallContainers(lab.Swarm) with { Nodes = ["n1", member.Node!] };
        var service = request with { InContainer = false, BaseImage = null, StartCommand = "false" };
        var wrong = await Assert.ThrowsAsync<InvalidInputException>(() => engine.Agents.PlanAsync(lab.Name, service, cancel));
        Assert.All(wrong.Mistakes, m => Assert.Contains("has the agent in a container", m.Message, StringComparison.Ordinal));
        Assert.Equal(request.Nodes.Order(), wrong.Mistakes.Select(m => m.Where).Order());
        Assert.All(await InstallAsync(), i => Assert.Equal("Upgraded", i.Outcome));
        Assert.All(await InstallAsync(), i => Assert.Equal(("Unchanged", BareSwarm.NextVersion), (i.Outcome, i.Version)));

        Assert.Equal(server, Assert.Single(lab.ServerProcesses()));
        var after = (await lab.Cluster.ListMembersAsync(member.Service, cancel)).Single();
        Assert.Equal((member.Node, member.Epoch, member.ProcessId, MemberPhase.Ready), (after.Node, after.Epoch, after.ProcessId, after.Phase));

        async Task<IReadOnlyList<InstalledAgent>> InstallAsync()
            => await engine.Agents.RunAsync(await engine.Agents.PlanAsync(lab.Name, request, cancel), null, cancel);
    }
}
