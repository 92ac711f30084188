using System.Diagnostics;
using FireCamp.Engine;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;
using FireCamp.Lab;
using FireCamp.Lab.Clients;
using FireCamp.Lab.Watches;

namespace FireCamp.Story.Tests.Stories;

/// <summary>PostgreSQL is upgraded between two of Debian's package versions under a writer; a version that doesn't start is taken back.</summary>
public sealed class UpgradeStory
{
    private static readonly Dictionary<string, string> NoSecrets = [];

    [Fact]
    public Task PostgreSql_UpgradedUnderAWriter_LosesNothing()
    {
        Requirements.RequirePostgreSql();
        return Story.RunAsync("uppg", UpgradeAsync);
    }

    private static async Task UpgradeAsync(LocalLabCluster lab, CancellationToken cancel)
    {
        var versions = await OtherVersion.UnpackAsync(PackagedKind.PostgreSql, Path.Combine(lab.Home, "versions"), cancel);
        Assert.SkipWhen(versions is null, "missing: an older version of the package postgresql-15 in apt's lists");
        await using var cluster = await new FireCampEngine(versions!.SettingsIn(lab)).ConnectAsync(lab.Name, cancel);
        var request = Requests.WithStandby(Requests.PostgreSql("it")) with { Version = versions.Version };
        await cluster.CreateServiceAsync(request, await cluster.PlanCreateServiceAsync(request, cancel), NoSecrets, null, cancel);
        var service = new LabService(lab, "it", "PostgreSQL");
        Assert.All(await RunningAsync(lab, service, cancel), v => Assert.StartsWith(v + "-", versions.Version, StringComparison.Ordinal));

        await using var ledger = new FollowingLedger(service);
        await using var writer = SteadyWriter.Start(ledger);
        await writer.NextAsync(0, cancel);
        var members = await service.MembersAsync(cancel);
        await using var down = new DownWatch(lab, service.Name, [.. members.Select(m => m.Volumes[0].Name)]);
        down.Start();
        await UpgradeAsync(cluster, versions.Installed, cancel);
        Assert.Empty(await down.StopAsync());
        await writer.NextAsync(Stopwatch.GetTimestamp(), cancel);
        var gap = writer.LongestGap;
        await service.ReadyAsync(cancel);
        Assert.All(await RunningAsync(lab, service, cancel), v => Assert.StartsWith(v + "-", versions.Installed, StringComparison.Ordinal));
        Assert.Equal("it-1", (await service.PrimaryAsync(cancel)).Name);

        await TakeBackAsync(lab, cluster, service, versions.Broken, cancel);
        var acknowledged = await writer.StopAsync();
        var held = await service.AgreedAsync(ledger, cancel);
        Assert.DoesNotContain(acknowledged, n => !held.Contains(n));
        var told = (await lab.Cluster.ListEventsAsync("service/it", null, cancel)).Single(e => e.Action == "PrimarySwitched").Message;
        Story.Tell($"PostgreSQL {versions.Version} -> {versions.Installed}: {acknowledged.Count} writes acknowledged, {writer.Failed} failed, "
            + $"longest gap {gap.TotalMilliseconds:F0} ms, members down in order {string.Join(", ", down.Order)}; {told}");
    }

    /// <summary>A server that doesn't start in the new version is found on the first member, which gets its old one back.</summary>
    private static async Task TakeBackAsync(
        LocalLabCluster lab, ClusterEngine cluster, LabService service, string broken, CancellationToken cancel)
    {
        var before = await service.MembersAsync(cancel);
        var error = await Assert.ThrowsAsync<OperationFailedException>(() => UpgradeAsync(cluster, broken, cancel));
        Assert.Equal(("ChangeRefused", OperationState.Undone), (error.ErrorId, error.Operation.State));
        Assert.Contains("this version is broken", error.Message, StringComparison.Ordinal);
        await service.ReadyAsync(cancel);
        var after = await service.MembersAsync(cancel);
        Assert.Equal(2, before.Zip(after).Count(m => m.First.ProcessId == m.Second.ProcessId));
        Assert.Single((await RunningAsync(lab, service, cancel)).Distinct());
    }

    private static async Task<IReadOnlyList<string>> RunningAsync(LocalLabCluster lab, LabService service, CancellationToken cancel)
    {
        var ask = new ExecRequest { Command = ["psql", "-Atc", "select split_part(current_setting('server_version'), ' ', 1)"] };
        var answers = new List<string>();
        foreach (var member in await service.MembersAsync(cancel))
        {
            answers.Add((await lab.Cluster.ExecuteAsync("it", member.Name, ask, null, cancel)).Output.Trim());
        }

        return answers;
    }

    private static async Task UpgradeAsync(ClusterEngine cluster, string version, CancellationToken cancel)
        => await cluster.RunAsync(
            await cluster.PlanUpdateServiceAsync(new UpdateServiceRequest { Name = "it", Version = version }, cancel), NoSecrets, null, cancel);
}
