using System.Globalization;
using FireCamp.Engine;
using FireCamp.Engine.Backups;
using FireCamp.Engine.Health.Checks;
using FireCamp.Engine.Model;
using FireCamp.Lab;
using FireCamp.Lab.Clients;

namespace FireCamp.Story.Tests.Stories;

/// <summary>A service whose log is archived is restored as it was at moments between its backups.</summary>
/// <remarks>
/// What is exact: the server stops before the first transaction of its log whose commit time is later than the moment. Of one writer's transactions,
/// which are in the log in the order of their times, those are restored whose commit time is not later, and no other.
/// </remarks>
public sealed class PointInTimeStory
{
    private const string Name = "it";

    [Fact]
    public Task OneMember_RestoredBetweenTwoCommits_HoldsTheFirstAlone()
    {
        Requirements.RequirePostgreSql();
        return Story.RunAsync("pits", async (lab, cancel) =>
        {
            var service = await CreateAsync(lab, members: 1, cancel);
            await service.ShellAsync("it-0", "psql -qc 'create table ledger (number bigint primary key)'", Nothing, cancel);
            await BackUpAsync(lab, cancel);
            var moment = await BetweenAsync(service, "it-0", 1, 2, cancel);
            await ReachAsync(lab, service, moment, cancel);
            Assert.Equal([1], await RestoreAsync(lab, "then", moment, cancel));
            await RefusedAsync(lab, cancel);
        });
    }

    [Fact]
    public Task Replicas_RestoredToRandomMomentsUnderLoad_HoldWhatWasCommittedByThen()
    {
        Requirements.RequirePostgreSql();
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("FIRECAMP_POINT_IN_TIME") is not { Length: > 0 },
            "It takes two minutes: FIRECAMP_POINT_IN_TIME, which asks for it, is not set.");
        return Story.RunAsync("pitr", RandomMomentsAsync);
    }

    private static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();

    private static async Task RandomMomentsAsync(LocalLabCluster lab, CancellationToken cancel)
    {
        var service = await CreateAsync(lab, members: 3, cancel);
        foreach (var member in await service.MembersAsync(cancel))
        {
            await service.ShellAsync(member.Name, "psql -qc 'alter system set track_commit_timestamp = on'", Nothing, cancel);
        }

        await service.RestartAsync(cancel);
        await using var ledger = new FollowingLedger(service);
        await using var writer = SteadyWriter.Start(ledger);
        await writer.NextAsync(0, cancel);
        var load = await LoadAsync(service, cancel);
        await BackUpAsync(lab, cancel);
        await load;
        var second = LoadAsync(service, cancel);
        await lab.RunAsync(await lab.Cluster.PlanSwitchPrimaryAsync(new() { Service = Name }, cancel), cancel);
        await (await second).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await BackUpAsync(lab, cancel);
        await (await LoadAsync(service, cancel));
        var acknowledged = await writer.StopAsync();

        var times = await TimesAsync(service, cancel);
        Assert.DoesNotContain(acknowledged, n => !times.ContainsKey(n));
        var backups = await lab.Cluster.Backups.ListAsync(null, Name, cancel);
        Assert.Equal(2, backups.Count);
        var (from, to) = (backups[0].RestorableFrom!.Value, times.Values.Max());
        await ReachAsync(lab, service, to, cancel);
        var random = new Random();
        for (var i = 0; i < 10; i++)
        {
            var moment = from + ((to - from) * random.NextDouble());
            moment = moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));
            var restored = await RestoreAsync(lab, $"then{i}", moment, cancel);
            Assert.Equal(times.Where(t => t.Value <= moment).Select(t => t.Key).Order(), restored);
            Story.Tell($"{moment:HH:mm:ss.ffffff}: {restored.Count} of {times.Count} rows");
        }

        // Nothing was committed after it that the server could stop at.
        Assert.Equal(times.Keys.Order(), await RestoreAsync(lab, "last", to.AddMilliseconds(1), cancel));
        await RefusedAsync(lab, cancel);
        await OutageAsync(lab, service, cancel);
        await InPlaceAsync(lab, service, times, from + ((to - from) / 2), cancel);
    }

    /// <summary>The store is away: the server goes on and somebody is told; all that was written meanwhile is archived afterwards.</summary>
    private static async Task OutageAsync(LocalLabCluster lab, LabService service, CancellationToken cancel)
    {
        var primary = (await service.PrimaryAsync(cancel)).Name;
        var store = Path.Combine(lab.Home, "store");
        Directory.Move(store, $"{store}.away");
        for (var i = 0; i < 3; i++)
        {
            await service.ShellAsync(primary, "psql -qc 'insert into load values ($$outage$$)' -c 'select pg_switch_wal()'", Nothing, cancel);
        }

        await Soon.TrueAsync(
            async () => (await ArchiveCheckAsync(lab, cancel)).Outcome == CheckOutcome.Warning,
            () => "it is told that the log isn't archived", cancel);
        var moment = Parse(await service.ShellAsync(
            primary, "psql -Atqc 'insert into load values ($$later$$)' -c 'select clock_timestamp()'", Nothing, cancel));
        Directory.Move($"{store}.away", store);
        await ReachAsync(lab, service, moment, cancel);
    }

    private static async Task<ServiceCheck> ArchiveCheckAsync(LocalLabCluster lab, CancellationToken cancel)
        => Assert.Single(await lab.Cluster.TestServiceAsync(Name, [.. ServiceChecks.All.Where(c => c.Name == "Archive")], cancel));

    /// <summary>In place, and once more from the history that begins there.</summary>
    private static async Task InPlaceAsync(
        LocalLabCluster lab, LabService service, IReadOnlyDictionary<long, DateTimeOffset> times, DateTimeOffset moment, CancellationToken cancel)
    {
        var order = new RestoreOrder(Name, null, null) { To = moment };
        await lab.RunAsync(await lab.Cluster.Backups.PlanRestoreInPlaceAsync(order, null, cancel), cancel);
        await service.ReadyAsync(cancel);
        var primary = (await service.PrimaryAsync(cancel)).Name;
        var kept = times.Where(t => t.Value <= moment).Select(t => t.Key).Order().ToList();
        Assert.Equal(kept, await RowsAsync(service, primary, cancel));

        await BackUpAsync(lab, cancel);
        var later = await BetweenAsync(service, primary, -1, -2, cancel);
        await ReachAsync(lab, service, later, cancel);
        Assert.Equal([-1, .. kept], await RestoreAsync(lab, "again", later, cancel));
    }

    private static async Task<LabService> CreateAsync(LocalLabCluster lab, int members, CancellationToken cancel)
    {
        var request = Requests.PostgreSql(Name, members);
        request = request with { Options = new Dictionary<string, string>(request.Options) { ["Archive"] = "true", ["ArchiveTimeout"] = "5s" } };
        var refused = await Assert.ThrowsAsync<FireCampException>(() => lab.Cluster.PlanCreateServiceAsync(request, cancel));
        Assert.Equal("BackupStoreNotNamed", refused.ErrorId);
        await lab.Cluster.Backups.SetStoreAsync($"file://{Directory.CreateDirectory(Path.Combine(lab.Home, "store")).FullName}", null, cancel);
        return await lab.CreateAsync(request, cancel);
    }

    /// <summary>The server's time between the commits of two numbers.</summary>
    private static async Task<DateTimeOffset> BetweenAsync(LabService service, string member, long first, long second, CancellationToken cancel)
        => Parse(await service.ShellAsync(
            member, $"psql -Atq -c 'insert into ledger values ({first})' -c 'select clock_timestamp()' -c 'insert into ledger values ({second})'",
            Nothing, cancel));

    private static async Task BackUpAsync(LocalLabCluster lab, CancellationToken cancel)
    {
        var plan = await lab.Cluster.Backups.PlanBackupAsync(Name, null, encrypt: true, null, Nothing, cancel);
        await lab.RunAsync(plan, cancel);
    }

    /// <summary>The moment can be restored: the segment that holds it and the next are archived. No transaction is needed for that.</summary>
    private static async Task ReachAsync(LocalLabCluster lab, LabService service, DateTimeOffset moment, CancellationToken cancel)
    {
        var primary = (await service.PrimaryAsync(cancel)).Name;
        for (var i = 0; i < 2; i++)
        {
            await service.ShellAsync(
                primary, "psql -Atqc 'select pg_logical_emit_message(false, $$story$$, $$moves on$$), pg_switch_wal()'", Nothing, cancel);
        }

        DateTimeOffset? reached = null;
        await Soon.TrueAsync(
            async () =>
            {
                var backups = await lab.Cluster.Backups.WithRangesAsync(await lab.Cluster.Backups.ListAsync(null, Name, cancel), cancel);
                Assert.All(backups, b => Assert.Equal("", b.MissingSegment));
                reached = backups[^1].RestorableTo;
                return reached > moment;
            },
            () => $"the log is archived up to {moment:O}; it is up to {reached:O}", cancel);
        Assert.Equal(CheckOutcome.Passed, (await ArchiveCheckAsync(lab, cancel)).Outcome);
    }

    /// <summary>What a service holds that is made for this moment alone.</summary>
    private static async Task<IReadOnlyList<long>> RestoreAsync(LocalLabCluster lab, string name, DateTimeOffset moment, CancellationToken cancel)
    {
        var order = new RestoreOrder(Name, null, null)
        {
            To = moment, Options = new Dictionary<string, string> { ["Replicas"] = "1", ["Archive"] = "false" },
        };
        await lab.RunAsync(await lab.Cluster.Backups.PlanRestoreAsync(order, name, cancel), cancel);
        var restored = new LabService(lab, name, "PostgreSQL");
        var rows = await RowsAsync(restored, $"{name}-0", cancel);
        await restored.ShellAsync($"{name}-0", "psql -qc 'create table written (n int)'", Nothing, cancel);
        var data = lab.ContentOf((await restored.MembersAsync(cancel))[0].Volumes[0].Name);
        Assert.False(Directory.Exists(Path.Combine(data, "restored.log")));
        await restored.RemoveAsync(removeVolumes: true, cancel);
        return rows;
    }

    private static async Task RefusedAsync(LocalLabCluster lab, CancellationToken cancel)
    {
        foreach (var moment in (DateTimeOffset[])[DateTimeOffset.UnixEpoch, TimeProvider.System.GetUtcNow().AddHours(1)])
        {
            var refused = await Assert.ThrowsAsync<BackupTimeException>(
                () => lab.Cluster.Backups.PlanRestoreAsync(new RestoreOrder(Name, null, null) { To = moment }, "never", cancel));
            Assert.Equal("TimeOutsideRange", refused.ErrorId);
        }
    }

    /// <summary>A second of many transactions beside the ledger's, which fill segments; ends early when its server does.</summary>
    private static async Task<Task> LoadAsync(LabService service, CancellationToken cancel)
    {
        const string Script = """
            psql -q <<'END'
            create table if not exists load (text text);
            do $$
            declare
                began timestamptz := clock_timestamp();
            begin
                while clock_timestamp() < began + interval '4 s' loop
                    insert into load values (repeat(md5(random()::text), 100));
                    commit;
                end loop;
            end $$;
            END
            """;
        return service.ShellAsync((await service.PrimaryAsync(cancel)).Name, Script, Nothing, cancel);
    }

    private static async Task<IReadOnlyDictionary<long, DateTimeOffset>> TimesAsync(LabService service, CancellationToken cancel)
    {
        const string Query = "select number, pg_xact_commit_timestamp(xmin) at time zone 'UTC' from ledger";
        var text = await service.ShellAsync((await service.PrimaryAsync(cancel)).Name, $"psql -Atq -F ' ' -c \"{Query}\"", Nothing, cancel);
        return Lines(text).Select(l => l.Split(' ', 2)).ToDictionary(p => long.Parse(p[0], CultureInfo.InvariantCulture), p => Parse(p[1]));
    }

    private static async Task<IReadOnlyList<long>> RowsAsync(LabService service, string member, CancellationToken cancel)
    {
        var text = await service.ShellAsync(member, "psql -Atqc 'select number from ledger order by number'", Nothing, cancel);
        return [.. Lines(text).Select(l => long.Parse(l, CultureInfo.InvariantCulture))];
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static DateTimeOffset Parse(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
