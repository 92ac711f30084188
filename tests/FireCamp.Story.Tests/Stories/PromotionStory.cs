using System.Diagnostics;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Lab.Clients;
using FireCamp.Lab.Processes;

namespace FireCamp.Story.Tests.Stories;

/// <summary>A primary is gone for good while it is written to, and a replica is promoted; nothing is lost that a replica had, too.</summary>
public sealed class PromotionStory
{
    [Fact]
    public Task PostgreSql_VolumeOfThePrimaryDies_PromotedReplicaHasAll()
    {
        RequirePromotions();
        Requirements.RequirePostgreSql();
        return Story.RunAsync("prpg", (lab, cancel) => LoseVolumeAsync(lab, Requests.WithStandby(Requests.PostgreSql("it")), cancel));
    }

    [Fact]
    public Task Redis_VolumeOfThePrimaryDies_PromotedReplicaHasAll()
    {
        RequirePromotions();
        Requirements.RequireRedis();
        return Story.RunAsync("prrd", (lab, cancel) => LoseVolumeAsync(lab, Requests.Redis("it"), cancel));
    }

    [Fact]
    public Task PostgreSql_NodeOfThePrimaryFreezes_ThawsAsAReplica()
    {
        RequirePromotions();
        Requirements.RequirePostgreSql();
        return Story.RunAsync("pfpg", (lab, cancel) => FreezeAsync(lab, Requests.WithStandby(Requests.PostgreSql("it")), cancel));
    }

    [Fact]
    public Task Redis_NodeOfThePrimaryFreezes_ThawsAsAReplica()
    {
        RequirePromotions();
        Requirements.RequireRedis();
        return Story.RunAsync("pfrd", (lab, cancel) => FreezeAsync(lab, Requests.Redis("it"), cancel));
    }

    [Fact]
    public Task PostgreSql_VolumeOfThePrimaryDies_AgentsPromoteWithoutAnEngine()
    {
        RequirePromotions();
        Requirements.RequirePostgreSql();
        var request = Requests.WithStandby(Requests.PostgreSql("it")) with { FailoverAfter = TimeSpan.FromSeconds(5) };
        return Story.RunAsync("papg", (lab, cancel) => LoseVolumeAsync(lab, request, cancel));
    }

    [Fact]
    public Task Redis_VolumeOfThePrimaryDies_AgentsPromoteWithoutAnEngine()
    {
        RequirePromotions();
        Requirements.RequireRedis();
        var request = Requests.Redis("it") with { FailoverAfter = TimeSpan.FromSeconds(5) };
        return Story.RunAsync("pard", (lab, cancel) => LoseVolumeAsync(lab, request, cancel));
    }

    private static void RequirePromotions()
        => Assert.SkipWhen(
            Environment.GetEnvironmentVariable("FIRECAMP_PROMOTIONS") is not { Length: > 0 },
            "It takes a minute: FIRECAMP_PROMOTIONS, which asks for it, is not set.");

    /// <summary>Node and volume are gone at once: the member comes back with an empty volume, which it fills from the new primary.</summary>
    private static Task LoseVolumeAsync(LocalLabCluster lab, CreateServiceRequest request, CancellationToken cancel)
        => PromoteAsync(lab, request, async (primary, promote) =>
        {
            await lab.Cluster.StopNodeAsync(primary.Node!, crash: true, cancel);
            foreach (var volume in primary.Volumes)
            {
                Directory.Move(Path.Combine(lab.Paths.VolumesFolder, volume.Name), Path.Combine(lab.Home, $"dead-{volume.Name}"));
            }

            await promote();
            await lab.Cluster.StartNodeAsync(primary.Node!, cancel);
        }, cancel);

    /// <summary>Its server runs on until it is fenced, and its node is thawed once another is primary; its volume is as it left it.</summary>
    private static Task FreezeAsync(LocalLabCluster lab, CreateServiceRequest request, CancellationToken cancel)
        => PromoteAsync(lab, request, async (primary, promote) =>
        {
            var old = lab.ServerProcesses().Where(s => s.Volume == primary.Volumes[0].Name).ToList();
            Assert.Single(old);
            var agent = await lab.AgentOfAsync(primary.Node!, cancel);
            await FrozenProcess.FreezeAsync(agent, cancel);
            try
            {
                await promote();
                Assert.DoesNotContain(old, s => s.Lives);
            }
            finally
            {
                Signals.Thaw(agent);
            }

            await lab.NodeIsAsync(primary.Node!, NodePhase.Up, cancel);
        }, cancel);

    /// <summary>What the member's own scripts said that they do.</summary>
    private static IEnumerable<string> Said(LocalLabCluster lab, string member)
        => lab.Logs().Where(file => file.Contains(member, StringComparison.Ordinal)).SelectMany(File.ReadLines)
            .Select(line => line.Split("firecamp: ", 2)).Where(parts => parts.Length == 2).Select(parts => parts[1]);

    private static async Task PromoteAsync(
        LocalLabCluster lab, CreateServiceRequest request, Func<Member, Func<Task>, Task> lose, CancellationToken cancel)
    {
        var service = await lab.CreateAsync(request, cancel);
        var first = await service.PrimaryAsync(cancel);
        await using var ledger = new FollowingLedger(service, copies: 1);
        await using var writer = SteadyWriter.Start(ledger);
        await writer.NextAsync(0, cancel);
        await lose(first, PromoteAsync);
        await writer.NextAsync(Stopwatch.GetTimestamp(), cancel);
        await service.ReadyAsync(cancel);
        var members = await service.MembersAsync(cancel);
        Assert.Equal(MemberRole.Replica, members.Single(m => m.Name == first.Name).Role);
        Assert.Single(members, m => m.Role == MemberRole.Primary);

        var gap = writer.LongestGap;
        var acknowledged = await writer.StopAsync();
        var held = await service.AgreedAsync(ledger, cancel);
        Assert.DoesNotContain(acknowledged, n => !held.Contains(n));
        await Soon.TrueAsync(
            async () => (await lab.Cluster.ListOperationsAsync(finished: false, cancel)).Count == 0, () => "the promotion ends", cancel);
        var told = (await lab.Cluster.ListEventsAsync("service/it", null, cancel)).Where(e => e.Action == "PrimaryPromoted").Select(e => e.Message);
        Story.Tell($"{request.Kind}: {acknowledged.Count} writes acknowledged, {writer.Failed} failed, longest gap {gap.TotalMilliseconds:F0} ms; "
            + $"{string.Join(' ', told)} {first.Name} said since: {string.Join("; ", Said(lab, first.Name).TakeLast(6))}");

        async Task PromoteAsync()
        {
            if (request.FailoverAfter is not null)
            {
                await Soon.TrueAsync(
                    async () => (await lab.Cluster.ListEventsAsync("service/it", null, cancel)).Any(e => e.Action == "PrimaryPromoted"),
                    () => "agents promote a replica", cancel);
                return;
            }

            var plan = await lab.Cluster.PlanSwitchPrimaryAsync(new() { Service = "it", Force = true }, cancel);
            Assert.IsType<PromotePrimaryPlan>(plan);
            await lab.RunAsync(plan, cancel);
        }
    }
}
