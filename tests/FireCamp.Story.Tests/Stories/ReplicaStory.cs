using System.Diagnostics;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;
using FireCamp.Lab;
using FireCamp.Lab.Clients;

namespace FireCamp.Story.Tests.Stories;

/// <summary>Replicas are added, from snapshots of a replica, and removed, while the service is written to and read.</summary>
/// <remarks>Of Redis only where <c>FIRECAMP_REPLICAS</c> is set, since it takes its time.</remarks>
public sealed class ReplicaStory
{
    [Fact]
    public Task PostgreSql_ReplicasAddedAndRemovedUnderAWriter_LosesNothing()
    {
        Requirements.RequirePostgreSql();
        var plain = Requests.PostgreSql("it", members: 2);
        var request = plain with { Options = new Dictionary<string, string>(plain.Options) { ["JournalVolumeSize"] = "1GB" } };
        return Story.RunAsync("repg", (lab, cancel) => LedgerAsync(lab, request, ProvePostgreSqlAsync, cancel));
    }

    [Fact]
    public Task Redis_ReplicasAddedAndRemovedUnderAWriter_LosesNothing()
    {
        RequireTime();
        Requirements.RequireRedis();
        return Story.RunAsync("rerd", (lab, cancel) => LedgerAsync(lab, Requests.Redis("it", members: 2), ProveRedisAsync, cancel));
    }

    [Fact]
    public Task RedisCluster_ReplicasAddedToAndRemovedFromEachShard_Serves()
    {
        RequireTime();
        Requirements.RequireRedis();
        return Story.RunAsync("rerc", async (lab, cancel) =>
        {
            var service = await lab.CreateAsync(Requests.RedisCluster("it", membersPerShard: 1), cancel);
            var use = service.Use();
            await use.WriteAsync(cancel);
            var plan = await AddAsync(lab, 1, cancel);
            Assert.Empty(plan.Sources);
            var members = await service.MembersAsync(cancel);
            Assert.Equal((6, 3), (members.Count, members.Count(m => m.Role == MemberRole.Replica)));
            await use.WriteAsync(cancel);
            var fewer = new RemoveReplicasRequest { Name = "it", Count = 1, RemoveVolumes = true };
            await lab.RunAsync(await lab.Cluster.PlanRemoveReplicasAsync(fewer, cancel), cancel);
            await use.WriteAsync(cancel);
            await use.HoldsAsync(cancel);
            foreach (var member in await service.MembersAsync(cancel))
            {
                const string Nodes = "REDISCLI_AUTH=$(cat $CONF/password) redis-cli -h $HOST -p $PORT cluster nodes | grep -c .";
                var answer = await lab.Cluster.ExecuteAsync("it", member.Name, new ExecRequest { Command = ["sh", "-c", Nodes] }, null, cancel);
                Assert.Equal("3", answer.Output.Trim());
            }
        });
    }

    [Fact]
    public Task ZooKeeper_EnsembleGrownAndShrunk_HoldsAllThatWasWritten()
    {
        Requirements.RequireZooKeeperShell();
        return Story.RunAsync("rezk", async (lab, cancel) =>
        {
            var service = await lab.CreateAsync(Requests.ZooKeeper("it"), cancel);
            var use = service.Use();
            await use.WriteAsync(cancel);
            var before = await service.MembersAsync(cancel);
            var plan = await AddAsync(lab, 2, cancel);
            Assert.NotEqual(before.First(m => m.Role == MemberRole.Primary).Name, Assert.Single(plan.Sources).Name);
            await use.WriteAsync(cancel);
            await VotersAsync(lab, [1, 2, 3, 4, 5], cancel);
            Assert.Equal(before.Select(m => m.ProcessId), (await service.MembersAsync(cancel)).Take(3).Select(m => m.ProcessId));
            var fewer = new RemoveReplicasRequest { Name = "it", Count = 2, RemoveVolumes = true };
            await lab.RunAsync(await lab.Cluster.PlanRemoveReplicasAsync(fewer, cancel), cancel);
            await service.ReadyAsync(cancel);
            Assert.Equal(3, (await service.MembersAsync(cancel)).Count);
            await use.WriteAsync(cancel);
            await use.HoldsAsync(cancel);
        });
    }

    private static void RequireTime()
        => Assert.SkipWhen(
            Environment.GetEnvironmentVariable("FIRECAMP_REPLICAS") is null, "missing: FIRECAMP_REPLICAS; it takes a minute");

    private static async Task LedgerAsync(
        LocalLabCluster lab, CreateServiceRequest request, Func<LocalLabCluster, AddReplicasPlan, CancellationToken, Task> prove,
        CancellationToken cancel)
    {
        var service = await lab.CreateAsync(request, cancel);
        await using var ledger = await service.OpenLedgerAsync(cancel);
        await using var writer = SteadyWriter.Start(ledger);
        await writer.NextAsync(0, cancel);
        var before = await service.MembersAsync(cancel);
        var source = (await service.EndpointsAsync(cancel)).Single(e => e.Role == MemberRole.Replica);
        await using var reader = Reader.Start(ledger, source);

        var added = Stopwatch.GetTimestamp();
        var plan = await AddAsync(lab, 2, cancel);
        var took = Stopwatch.GetElapsedTime(added);
        Assert.Equal(source.Member, Assert.Single(plan.Sources).Name);
        await prove(lab, plan, cancel);
        var members = await service.MembersAsync(cancel);
        Assert.Equal(4, members.Count);
        Assert.All(members, m => Assert.Equal((MemberPhase.Ready, true), (m.Phase, m.CaughtUp)));
        await reader.StopAsync();

        await lab.RunAsync(
            await lab.Cluster.PlanRemoveReplicasAsync(
                new RemoveReplicasRequest { Name = "it", Members = [.. plan.New.Select(m => m.Name)], RemoveVolumes = true }, cancel), cancel);
        Assert.Equal(before.Select(m => (m.Name, m.ProcessId)), (await service.MembersAsync(cancel)).Select(m => (m.Name, m.ProcessId)));
        var acknowledged = await writer.StopAsync();
        var held = await service.AgreedAsync(ledger, cancel);
        Assert.DoesNotContain(acknowledged, n => !held.Contains(n));
        Story.Tell($"{request.Kind}: two replicas in {took.TotalSeconds:0.0} s; {acknowledged.Count} writes acknowledged, {writer.Failed} not, "
            + $"longest gap {writer.LongestGap.TotalMilliseconds:0} ms; {reader.Reads} reads of the source");
    }

    private static async Task<AddReplicasPlan> AddAsync(LabCluster lab, int count, CancellationToken cancel)
    {
        var plan = (AddReplicasPlan)await lab.Cluster.PlanAddReplicasAsync(new AddReplicasRequest { Name = "it", Count = count }, cancel);
        await lab.RunAsync(plan, cancel);
        return plan;
    }

    // Checksums and indexes are right, and only the first replica was made by a base backup.
    private static async Task ProvePostgreSqlAsync(LocalLabCluster lab, AddReplicasPlan plan, CancellationToken cancel)
    {
        Assert.Equal(1, lab.Logs().Sum(l => File.ReadLines(l).Count(t => t.Contains("copying the primary's data", StringComparison.Ordinal))));
        foreach (var member in plan.New)
        {
            Assert.Equal("0", await AskAsync(lab, member.Name, "select coalesce(sum(checksum_failures), 0) from pg_stat_database", cancel));
        }

        const string Slots = "select string_agg(slot_name, ' ' order by slot_name) from pg_replication_slots where active";
        Assert.Equal("it_1 it_2 it_3", await AskAsync(lab, "it-0", Slots, cancel));
        Assert.Equal("0", await AskAsync(lab, "it-0", "select count(*) from pg_replication_slots where not active", cancel));
        foreach (var member in plan.New.Select(m => m.Name).Prepend("it-0"))
        {
            // The extension comes to the copies by the log.
            string[] command = ["pg_amcheck", "-a", .. member == "it-0" ? (string[])["--install-missing"] : []];
            var check = await lab.Cluster.ExecuteAsync("it", member, new ExecRequest { Command = command }, null, cancel);
            Assert.True(check.ExitCode == 0, check.ErrorOutput + check.Output);
        }
    }

    private static async Task ProveRedisAsync(LocalLabCluster lab, AddReplicasPlan plan, CancellationToken cancel)
    {
        Assert.Equal("2", await InfoAsync(lab, "it-0", "stats", "sync_partial_ok", cancel));
        foreach (var member in plan.New)
        {
            Assert.Equal("1", await InfoAsync(lab, member.Name, "persistence", "aof_enabled", cancel));
            Assert.False(File.Exists(Path.Combine(lab.ContentOf(member.Volumes[0].Name), "redis", "copy")));
        }
    }

    private static async Task VotersAsync(LabCluster lab, int[] ids, CancellationToken cancel)
    {
        const string Newest = "cat $(ls $DATA/zoo.cfg.dynamic.1* | sort | tail -n 1)";
        foreach (var member in await lab.Cluster.ListMembersAsync("it", cancel))
        {
            var answer = await lab.Cluster.ExecuteAsync("it", member.Name, new ExecRequest { Command = ["sh", "-c", Newest] }, null, cancel);
            var voters = answer.Output.Split('\n').Where(l => l.Contains(":participant;", StringComparison.Ordinal))
                .Select(l => int.Parse(l.Split('.', '=')[1])).Order();
            Assert.Equal(ids, voters);
        }
    }

    private static async Task<string> AskAsync(LabCluster lab, string member, string query, CancellationToken cancel)
        => (await lab.Cluster.ExecuteAsync("it", member, new ExecRequest { Command = ["psql", "-Atqc", query] }, null, cancel)).Output.Trim();

    private static async Task<string> InfoAsync(LabCluster lab, string member, string section, string field, CancellationToken cancel)
    {
        var ask = $"REDISCLI_AUTH=$(cat $CONF/password) redis-cli -h $HOST -p $PORT info {section} | tr -d '\\r' | sed -n 's/^{field}://p'";
        return (await lab.Cluster.ExecuteAsync("it", member, new ExecRequest { Command = ["sh", "-c", ask] }, null, cancel)).Output.Trim();
    }

    /// <summary>Reads a member all the time; a read that fails is the story's failure.</summary>
    private sealed class Reader : IAsyncDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private Task reading = Task.CompletedTask;

        public int Reads { get; private set; }

        public static Reader Start(ILedger ledger, Endpoint member)
        {
            var reader = new Reader();
            reader.reading = Task.Run(async () =>
            {
                while (!reader.stop.IsCancellationRequested)
                {
                    Assert.NotEmpty(await ledger.ReadAsync(member, CancellationToken.None));
                    reader.Reads++;
                }
            });
            return reader;
        }

        public async Task StopAsync()
        {
            await stop.CancelAsync();
            await reading;
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.Dispose();
        }
    }
}
