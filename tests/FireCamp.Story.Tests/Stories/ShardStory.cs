using System.Diagnostics;
using System.Globalization;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Lab.Clients;
using FireCamp.Lab.Processes;

namespace FireCamp.Story.Tests.Stories;

/// <summary>
/// Shards of a cluster come and go while it is written to and read, and sessions that have it done are killed while its slots move. Only where
/// <c>FIRECAMP_SHARDS</c> is set, since it takes minutes.
/// </summary>
public sealed class ShardStory
{
    private const int Filled = 40_000;
    private const long FirstFilled = 10_000_000;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    [Fact]
    public Task Redis_ShardsAddedAndRemovedUnderAWriter_LosesNothing()
    {
        RequireTime();
        Requirements.RequireRedis();
        Requirements.RequireShell();
        return RunAsync("shrd", Requests.RedisCluster("big"));
    }

    [Fact]
    public Task Valkey_ShardsAddedAndRemovedUnderAWriter_LosesNothing()
    {
        RequireTime();
        Requirements.RequireSuite("trixie", "valkey-server");
        Requirements.RequireShell();
        return RunAsync("shvk", Requests.RedisCluster("big") with { Kind = "Valkey" });
    }

    private static void RequireTime()
        => Assert.SkipWhen(
            Environment.GetEnvironmentVariable("FIRECAMP_SHARDS") is not { Length: > 0 },
            "It takes minutes: FIRECAMP_SHARDS, which asks for it, is not set.");

    private static Task RunAsync(string purpose, CreateServiceRequest request)
        => Story.RunAsync(
            cancel => LocalLabCluster.StartAsync(purpose, cancel),
            (lab, cancel) => ThereAndBackAsync(lab, request with { Memory = ByteSize.Parse("64MB") }, cancel), Deadline);

    private static async Task ThereAndBackAsync(LocalLabCluster lab, CreateServiceRequest request, CancellationToken cancel)
    {
        var service = await lab.CreateAsync(request, cancel);
        var primaries = (await service.OutsideEndpointsAsync(cancel)).Where(e => e.Role == MemberRole.Primary).ToList();
        var before = await service.MembersAsync(cancel);
        await using var reader = await RedisClusterReader.OpenAsync(primaries, await service.CredentialAsync(cancel));
        var filled = await reader.FillAsync(FirstFilled, Filled);
        reader.Begin(filled);
        await using var ledger = await service.OpenLedgerAsync(cancel);
        await using var writer = SteadyWriter.Start(ledger);
        await writer.NextAsync(0, cancel);

        var grown = await MoveAsync(lab, service, "Add-FireCampReplica {0} -Shards 2", [800, 3000], cancel);
        await AssertSpreadAsync(lab, service, shards: 5, cancel);
        await writer.NextAsync(Stopwatch.GetTimestamp(), cancel);

        var shrunk = await MoveAsync(lab, service, "Remove-FireCampReplica {0} -Shards 2 -RemoveVolumes -Confirm:$false", [6000, 2500], cancel);
        await AssertSpreadAsync(lab, service, shards: 3, cancel);
        await writer.NextAsync(Stopwatch.GetTimestamp(), cancel);
        Assert.Equal(before.Select(m => (m.Name, m.ProcessId)), (await service.MembersAsync(cancel)).Select(m => (m.Name, m.ProcessId)));

        await KilledAsync(lab, service, Command(lab, "Add-FireCampReplica {0} -Shards 1"), 1500, cancel);
        var operation = Assert.Single(await lab.Cluster.ListOperationsAsync(finished: false, cancel));
        await lab.Cluster.UndoOperationAsync(operation.Id, null, cancel);
        await AssertSpreadAsync(lab, service, shards: 3, cancel);

        await writer.NextAsync(Stopwatch.GetTimestamp(), cancel);
        var acknowledged = await writer.StopAsync();
        await reader.StopAsync();
        Assert.Empty(reader.Missing);
        Assert.Empty(await reader.LacksAsync([.. acknowledged, .. filled]));
        var held = new HashSet<long>();
        foreach (var primary in (await service.OutsideEndpointsAsync(cancel)).Where(e => e.Role == MemberRole.Primary))
        {
            held.UnionWith(await ledger.ReadAsync(primary, cancel));
        }

        Assert.DoesNotContain(acknowledged, n => !held.Contains(n));
        Story.Tell($"{request.Kind}: 3 -> 5 shards in {grown.TotalSeconds:F0} s, killed twice; back in {shrunk.TotalSeconds:F0} s, killed twice; "
            + $"once more killed and undone. {acknowledged.Count} writes acknowledged, {writer.Failed} not, "
            + $"longest gap {writer.LongestGap.TotalMilliseconds:F0} ms; {reader.Reads} reads, {reader.Failed} tried again, "
            + $"longest gap {reader.LongestGap.TotalMilliseconds:F0} ms");
    }

    /// <summary>Runs the command and kills its session, and each that resumes it, when so many slots are in the last two shards.</summary>
    /// <returns>How long all of it took.</returns>
    private static async Task<TimeSpan> MoveAsync(
        LocalLabCluster lab, LabService service, string command, IReadOnlyList<int> killsAt, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        var script = Command(lab, command);
        foreach (var slots in killsAt)
        {
            await KilledAsync(lab, service, script, slots, cancel);
            script = $"Get-FireCampOperation -Cluster {lab.Name} | Resume-FireCampOperation -Confirm:$false";
        }

        var operation = Assert.Single(await lab.Cluster.ListOperationsAsync(finished: false, cancel));
        await lab.Cluster.ResumeOperationAsync(operation.Id, force: false, null, cancel);
        return Stopwatch.GetElapsedTime(begun);
    }

    private static async Task KilledAsync(LocalLabCluster lab, LabService service, string script, int slots, CancellationToken cancel)
    {
        using var session = PowerShellProcess.Start(lab.Home, script);
        var grows = !script.Contains("Remove-", StringComparison.Ordinal)
            && !(await lab.Cluster.ListOperationsAsync(finished: false, cancel)).Any(o => o.Name == RemoveShardsPlan.Name);
        bool isThere;
        do
        {
            Assert.False(session.HasExited, "the session ended before it could be killed");
            await Soon.PauseAsync(Look, cancel);
            isThere = (await lab.Cluster.ListOperationsAsync(finished: false, cancel)).SingleOrDefault()?.Step == "move-data"
                && (await SlotsAsync(service, "big-0", cancel)).Where(s => s.Shard >= 3).Sum(s => s.Slots) is var moved
                && (grows ? moved >= slots : moved <= slots);
        }
        while (!isThere);
        await session.KillAsync();
        Assert.Equal("move-data", Assert.Single(await lab.Cluster.ListOperationsAsync(finished: false, cancel)).Step);
    }

    /// <summary>All members know the same members, each shard has its even share of the slots, and none is open.</summary>
    private static async Task AssertSpreadAsync(LocalLabCluster lab, LabService service, int shards, CancellationToken cancel)
    {
        await service.ReadyAsync(cancel);
        Assert.Empty(await lab.Cluster.ListOperationsAsync(finished: false, cancel));
        var members = await service.MembersAsync(cancel);
        Assert.Equal((shards * 2, shards), (members.Count, members.Count(m => m.Role == MemberRole.Primary)));
        foreach (var member in members)
        {
            var slots = await SlotsAsync(service, member.Name, cancel);
            Assert.Equal(members.Count, slots.Count);
            Assert.All(slots.Where(s => s.Slots > 0), s => Assert.InRange(s.Slots, 16384 / shards, (16384 / shards) + 1));
            Assert.Equal((shards, 16384), (slots.Count(s => s.Slots > 0), slots.Sum(s => s.Slots)));
            Assert.DoesNotContain(slots, s => s.IsOpen);
        }
    }

    /// <summary>How a member sees each node: its shard, its slots, and whether one of those is open.</summary>
    private static async Task<IReadOnlyList<(int Shard, int Slots, bool IsOpen)>> SlotsAsync(
        LabService service, string member, CancellationToken cancel)
    {
        const string Ask = "REDISCLI_AUTH=$(cat $CONF/password) $PROGRAM-cli -h $HOST -p $PORT cluster nodes";
        var nodes = await service.ShellAsync(member, Ask, new Dictionary<string, string>(), cancel);
        var shards = (await service.MembersAsync(cancel)).ToDictionary(m => m.Address!, m => m.Shard);
        return
        [
            .. nodes.Split('\n').Select(n => n.Split(' ')).Select(n => (
                shards.GetValueOrDefault(n[1].Split(':')[0], -1),
                n.Skip(8).Where(r => r[0] != '[').Sum(Length),
                n.Skip(8).Any(r => r[0] == '['))),
        ];

        static int Length(string range)
        {
            var ends = range.Split('-').Select(e => int.Parse(e, CultureInfo.InvariantCulture)).ToList();
            return ends[^1] - ends[0] + 1;
        }
    }

    private static string Command(LocalLabCluster lab, string command)
        => $"{string.Format(CultureInfo.InvariantCulture, command, "big")} -Cluster {lab.Name}";
}
