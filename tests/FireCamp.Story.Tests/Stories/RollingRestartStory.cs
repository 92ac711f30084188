using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Lab.Clients;
using FireCamp.Lab.Watches;

namespace FireCamp.Story.Tests.Stories;

/// <summary>A service restarts member by member while it is written to.</summary>
public sealed class RollingRestartStory
{
    [Fact]
    public Task PostgreSql_RestartedUnderAWriter_NeverHasTwoMembersDown()
    {
        Requirements.RequirePostgreSql();
        return Story.RunAsync("rspg", (lab, cancel) => RestartAsync(lab, Requests.PostgreSql("mypg"), cancel));
    }

    [Fact]
    public Task Redis_RestartedUnderAWriter_NeverHasTwoMembersDown()
    {
        Requirements.RequireRedis();
        return Story.RunAsync("rsrd", (lab, cancel) => RestartAsync(lab, Requests.Redis("cache"), cancel));
    }

    [Fact]
    public Task PostgreSql_MemberThatDoesNotComeBack_StopsTheRestartAndIsNamed()
    {
        Requirements.RequirePostgreSql();
        return Story.RunAsync("brpg", StopAtTheBrokenAsync);
    }

    private static async Task RestartAsync(LocalLabCluster lab, CreateServiceRequest request, CancellationToken cancel)
    {
        var service = await lab.CreateAsync(request, cancel);
        var before = await service.MembersAsync(cancel);
        var primary = before.First(m => m.Role == MemberRole.Primary);
        await using var ledger = await service.OpenLedgerAsync(cancel);
        await using var down = new DownWatch(lab, service.Name, [.. before.Select(m => m.Volumes[0].Name)]);
        await using var writer = SteadyWriter.Start(ledger);
        down.Start();

        await lab.RunAsync(await lab.Cluster.PlanRestartServiceAsync(service.Name, [], cancel), cancel);

        Assert.Empty(await down.StopAsync());
        var acknowledged = await writer.StopAsync();
        var held = await service.AgreedAsync(ledger, cancel);
        Assert.DoesNotContain(acknowledged, n => !held.Contains(n));
        var after = await service.MembersAsync(cancel);
        Assert.All(before.Zip(after), pair => Assert.NotEqual(pair.First.ProcessId, pair.Second.ProcessId));
        Assert.Equal(primary.Name, after.First(m => m.Role == MemberRole.Primary).Name);
        Assert.Equal(primary.Volumes[0].Name, down.Order[^1]);
        Story.Tell($"{request.Kind}: {down.Looks} looks, down in order {string.Join(", ", down.Order)}; {acknowledged.Count} writes acknowledged");
    }

    /// <summary>A broken setting keeps a replica from starting: the restart waits there, says so, and can be resumed once it is mended.</summary>
    private static async Task StopAtTheBrokenAsync(LocalLabCluster lab, CancellationToken cancel)
    {
        var service = await lab.CreateAsync(Requests.PostgreSql("mypg"), cancel);
        var plan = (RestartServicePlan)await lab.Cluster.PlanRestartServiceAsync(service.Name, [], cancel);
        var before = await service.MembersAsync(cancel);
        var broken = before.First(m => m.Name == plan.Order[0]);
        var setting = Path.Combine(lab.ContentOf(broken.Volumes[0].Name), "pgdata", "postgresql.auto.conf");
        var good = await File.ReadAllTextAsync(setting, cancel);
        await File.AppendAllTextAsync(setting, "no_such_setting = 1\n", cancel);

        using var session = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var running = lab.RunAsync(plan, session.Token);
        var stopped = await BlockedAsync(lab, service, broken.Name, cancel);
        await session.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        AssertUntouched(before, await service.MembersAsync(cancel), except: broken.Name);

        await File.WriteAllTextAsync(setting, good, cancel);
        var resumed = await lab.Cluster.ResumeOperationAsync(stopped.Id, force: false, null, cancel);
        Assert.Equal(OperationState.Succeeded, resumed.State);
        await service.ReadyAsync(cancel);
        var after = await service.MembersAsync(cancel);
        Assert.All(before.Zip(after), pair => Assert.NotEqual(pair.First.ProcessId, pair.Second.ProcessId));
    }

    private static async Task<Operation> BlockedAsync(LocalLabCluster lab, LabService service, string member, CancellationToken cancel)
    {
        Operation? operation = null;
        await Soon.TrueAsync(
            async () =>
            {
                operation = (await lab.Cluster.ListOperationsAsync(finished: false, cancel)).FirstOrDefault();
                var phase = (await service.MembersAsync(cancel)).First(m => m.Name == member).Phase;
                return phase == MemberPhase.Failed && operation?.Blockers.Any(b => b.What.Contains(member, StringComparison.Ordinal)) == true;
            },
            () => $"the restart names {member} as its blocker; it has {string.Join(", ", operation?.Blockers ?? [])}", cancel);
        return operation!;
    }

    private static void AssertUntouched(IReadOnlyList<Member> before, IReadOnlyList<Member> after, string except)
        => Assert.All(before.Zip(after).Where(p => p.First.Name != except), pair =>
        {
            Assert.Equal(MemberPhase.Ready, pair.Second.Phase);
            Assert.Equal(pair.First.ProcessId, pair.Second.ProcessId);
        });
}
