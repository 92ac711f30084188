using System.Diagnostics;
using System.Text;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;
using FireCamp.Lab;
using FireCamp.Lab.Clients;

namespace FireCamp.Story.Tests.Stories;

/// <summary>Members are quiesced while they are written to: what is on their volumes stays as it is, and all goes on afterwards.</summary>
public sealed class QuiesceStory
{
    [Fact]
    public Task PostgreSql_QuiescedUnderAWriter_StaysAsItIsAndThenCatchesUp()
    {
        Requirements.RequirePostgreSql();
        return Story.RunAsync("qupg", async (lab, cancel) =>
        {
            var service = await lab.CreateAsync(Requests.PostgreSql("it", members: 2), cancel);
            await using var ledger = await service.OpenLedgerAsync(cancel);
            await using var writer = SteadyWriter.Start(ledger);
            var replica = (await service.MembersAsync(cancel)).First(m => m.Role == MemberRole.Replica);

            await using (var held = Held.Start(lab, replica.Name, cancel))
            {
                await held.Quiesced;
                var before = await PageStateAsync(lab, replica, cancel);
                await writer.NextAsync(Stopwatch.GetTimestamp(), cancel);
                Assert.Equal(before, await PageStateAsync(lab, replica, cancel));
                Assert.NotEmpty(await ledger.ReadAsync((await service.OutsideEndpointsAsync(cancel)).Last(), cancel));
                await ActAsync(lab, replica.Name, CatalogNames.Resume, cancel);
                Assert.Equal(0, (await held.Ended).ExitCode);
            }

            Assert.Equal("f", await AskAsync(lab, replica.Name, "select pg_is_wal_replay_paused()", cancel));

            // An engine that dies ends the connection: the agent kills the action, and the replica goes on by itself.
            await using (var held = Held.Start(lab, replica.Name, cancel))
            {
                await held.Quiesced;
                Assert.Equal("t", await AskAsync(lab, replica.Name, "select pg_is_wal_replay_paused()", cancel));
            }

            await Soon.TrueAsync(
                async () => await AskAsync(lab, replica.Name, "select pg_is_wal_replay_paused()", cancel) == "f", () => "the replay goes on", cancel);
            var acknowledged = await writer.StopAsync();
            Assert.Equal(0, writer.Failed);
            var all = await service.AgreedAsync(ledger, cancel);
            Assert.DoesNotContain(acknowledged, n => !all.Contains(n));
        });
    }

    [Fact]
    public Task Redis_Quiesced_HasWrittenItsSnapshotAndGoesOn()
    {
        Requirements.RequireRedis();
        return Story.RunAsync("qurd", async (lab, cancel) =>
        {
            var service = await lab.CreateAsync(Requests.Redis("it", members: 2), cancel);
            await using var ledger = await service.OpenLedgerAsync(cancel);
            await ledger.AppendAsync(7, cancel);
            var replica = (await service.MembersAsync(cancel)).First(m => m.Role == MemberRole.Replica);
            var data = Path.Combine(lab.ContentOf(replica.Volumes[0].Name), "redis");
            await AskRedisAsync(lab, replica.Name, "config set rdb-key-save-delay 300000", cancel);
            await using var held = Held.Start(lab, replica.Name, cancel);
            await held.Quiesced;
            Assert.True(File.Exists(Path.Combine(data, "dump.rdb")));
            var state = await AskRedisAsync(lab, replica.Name, "info persistence", cancel);
            Assert.Contains("rdb_bgsave_in_progress:0", state, StringComparison.Ordinal);
            Assert.Contains("rdb_changes_since_last_save:0", state, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(data, "copy")));
            await ActAsync(lab, replica.Name, CatalogNames.Resume, cancel);
            Assert.Equal(0, (await held.Ended).ExitCode);
            Assert.False(File.Exists(Path.Combine(data, "copy")));
        });
    }

    [Fact]
    public Task Redis_QuiescedJustAfterItCopiedItsPrimary_HasWhatWasWrittenBefore()
    {
        Requirements.RequireRedis();
        return Story.RunAsync("qurn", async (lab, cancel) =>
        {
            var service = await lab.CreateAsync(Requests.Redis("it", members: 2), cancel);
            await using var ledger = await service.OpenLedgerAsync(cancel);
            var replica = (await service.MembersAsync(cancel)).First(m => m.Role == MemberRole.Replica);
            var dump = Path.Combine(lab.ContentOf(replica.Volumes[0].Name), "redis", "dump.rdb");
            var primary = (await service.EndpointsAsync(cancel))[0];
            for (var number = 71; number < 81; number++)
            {
                // It was a primary for a moment, so it copies everything; then it hears of nothing before it has answered, a second later.
                await AskRedisAsync(lab, replica.Name, "replicaof no one", cancel);
                await AskRedisAsync(lab, replica.Name, $"replicaof {primary.Address} {primary.Port}", cancel);
                await Soon.TrueAsync(
                    async () => (await AskRedisAsync(lab, replica.Name, "info replication", cancel))
                        .Contains("link_status:up", StringComparison.Ordinal),
                    () => "its link is up", cancel);
                await ledger.AppendAsync(number, cancel);
                await using var held = Held.Start(lab, replica.Name, cancel);
                await held.Quiesced;
                Assert.Contains($"number:{number}", Encoding.ASCII.GetString(await File.ReadAllBytesAsync(dump, cancel)), StringComparison.Ordinal);
                await ActAsync(lab, replica.Name, CatalogNames.Resume, cancel);
                await held.Ended;
            }
        });
    }

    // All of the data folder's files but those of the log that comes in and what PostgreSQL itself keeps out of a copy.
    private static async Task<string> PageStateAsync(LocalLabCluster lab, Member replica, CancellationToken cancel)
    {
        var data = Path.Combine(lab.ContentOf(replica.Volumes[0].Name), "pgdata");
        const string Find = "cd \"$0\" && find base global pg_xact pg_multixact -type f ! -name 'pg_internal.init' -exec sha256sum {} + | sort -k 2";
        using var find = Process.Start(new ProcessStartInfo("sh", ["-c", Find, data]) { RedirectStandardOutput = true })!;
        var text = await find.StandardOutput.ReadToEndAsync(cancel);
        await find.WaitForExitAsync(cancel);
        Assert.Contains("global/pg_control", text, StringComparison.Ordinal);
        return text;
    }

    private static async Task<string> AskAsync(LabCluster lab, string member, string query, CancellationToken cancel)
        => (await lab.Cluster.ExecuteAsync("it", member, new ExecRequest { Command = ["psql", "-Atqc", query] }, null, cancel)).Output.Trim();

    private static async Task<string> AskRedisAsync(LabCluster lab, string member, string command, CancellationToken cancel)
    {
        var request = new ExecRequest { Command = ["sh", "-c", $"REDISCLI_AUTH=$(cat $CONF/password) redis-cli -h $HOST -p $PORT {command}"] };
        return (await lab.Cluster.ExecuteAsync("it", member, request, null, cancel)).Output;
    }

    private static async Task ActAsync(LabCluster lab, string member, string action, CancellationToken cancel)
    {
        var result = await lab.Cluster.ExecuteAsync("it", member, new ExecRequest { Action = action }, null, cancel);
        Assert.True(result.ExitCode == 0, $"{action}: {result.ErrorOutput}");
    }

    /// <summary>The action <c>quiesce</c> while it runs; disposing it breaks its connection, as the death of an engine does.</summary>
    private sealed class Held : IProgress<ExecLine>, IAsyncDisposable
    {
        private readonly CancellationTokenSource alive;
        private readonly TaskCompletionSource quiesced = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private Held(CancellationToken cancel) => alive = CancellationTokenSource.CreateLinkedTokenSource(cancel);

        public Task Quiesced { get; private set; } = Task.CompletedTask;

        public Task<ExecResult> Ended { get; private set; } = null!;

        public static Held Start(LabCluster lab, string member, CancellationToken cancel)
        {
            var held = new Held(cancel);
            var request = new ExecRequest { Action = CatalogNames.Quiesce, Timeout = TimeSpan.FromMinutes(5) };
            held.Ended = lab.Cluster.ExecuteAsync("it", member, request, held, held.alive.Token);
            held.Quiesced = held.UntilQuiescedAsync();
            return held;
        }

        public void Report(ExecLine value)
        {
            if (value.Text == "quiesced")
            {
                quiesced.TrySetResult();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await alive.CancelAsync();
            await ((Task)Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            alive.Dispose();
        }

        private async Task UntilQuiescedAsync()
        {
            if (await Task.WhenAny(quiesced.Task, Ended) != quiesced.Task)
            {
                Assert.Fail($"quiesce ended: {(await Ended).ErrorOutput}");
            }
        }
    }
}
