using System.Diagnostics;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;
using FireCamp.Lab;
using FireCamp.Lab.Processes;

namespace FireCamp.Story.Tests.Stories;

/// <summary>PowerShell is killed at random points of Update-FireCampService; another session ends the change or takes it back, wholly.</summary>
/// <remarks><c>FIRECAMP_KILLS</c> is how often; 4 times when it isn't set.</remarks>
public sealed class ChangeKillStory
{
    private static readonly int Rounds
        = int.Parse(Environment.GetEnvironmentVariable("FIRECAMP_KILLS") ?? "4", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Every so many rounds the second session undoes instead of resuming.</summary>
    private const int UndoEvery = 3;

    [Fact]
    public Task UpdateService_KilledAtRandomPoints_IsResumedOrUndoneToTheSameEnd()
    {
        Requirements.RequireRedis();
        Requirements.RequireShell();
        return Story.RunAsync("chkl", KillAsync);
    }

    private static async Task KillAsync(LocalLabCluster lab, CancellationToken cancel)
    {
        var service = await lab.CreateAsync(Requests.Redis("cache", members: 2), cancel);
        var seed = Environment.GetEnvironmentVariable("FIRECAMP_SEED") is { Length: > 0 } given ? int.Parse(given) : Random.Shared.Next();
        var random = new Random(seed);
        var (databases, revision) = (20, 2);
        var took = await UndisturbedAsync(lab, databases, cancel);
        await AssertIsAsync(lab, service, databases, revision, cancel);
        var kills = new Dictionary<string, int>();
        for (var round = 1; round <= Rounds;)
        {
            var after = took * random.NextDouble();
            var step = await KilledAsync(lab, databases + 1, after, cancel);
            if (step is null)
            {
                // It came to its end before: this was no kill, and later ones come earlier.
                (databases, revision, took) = (databases + 1, revision + 1, after);
                continue;
            }

            var undone = await RecoverAsync(lab, databases + 1, undo: round % UndoEvery == 0, cancel);
            (databases, revision) = undone ? (databases, revision) : (databases + 1, revision + 1);
            await AssertIsAsync(lab, service, databases, revision, cancel);
            kills[step] = kills.GetValueOrDefault(step) + 1;
            round++;
        }

        var where = string.Join(", ", kills.OrderBy(k => k.Key).Select(k => $"{k.Value} {k.Key}"));
        Story.Tell($"{Rounds} kills within {took.TotalMilliseconds:F0} ms (seed {seed}): {where}");
    }

    private static async Task<TimeSpan> UndisturbedAsync(LocalLabCluster lab, int databases, CancellationToken cancel)
    {
        using var session = PowerShellProcess.Start(lab.Home, Change(lab, databases));
        await session.SaysAsync("begin", cancel);
        var begun = Stopwatch.GetTimestamp();
        await session.SaysAsync("end", cancel);
        return Stopwatch.GetElapsedTime(begun);
    }

    /// <returns>How far the operation came; null when it was done before.</returns>
    private static async Task<string?> KilledAsync(LocalLabCluster lab, int databases, TimeSpan after, CancellationToken cancel)
    {
        using var session = PowerShellProcess.Start(lab.Home, Change(lab, databases));
        await session.SaysAsync("begin", cancel);
        await Soon.PauseAsync(after, cancel);
        await session.KillAsync();
        if ((await lab.Cluster.ListOperationsAsync(finished: false, cancel)).SingleOrDefault() is { } operation)
        {
            return $"at {operation.Step?.Split('/')[0] ?? "the first step"}";
        }

        var has = (await lab.Cluster.GetServiceAsync("cache", cancel)).Options["Databases"];
        return has == $"{databases}" ? null : "before the first record";
    }

    /// <returns>Whether the change was taken back, or never begun; otherwise it was made.</returns>
    private static async Task<bool> RecoverAsync(LocalLabCluster lab, int databases, bool undo, CancellationToken cancel)
    {
        var unfinished = (await lab.Cluster.ListOperationsAsync(finished: false, cancel)).SingleOrDefault();
        if (unfinished is null)
        {
            await (undo ? Task.CompletedTask : PowerShellProcess.RunAsync(lab.Home, Command(lab, databases), cancel));
            return undo;
        }

        // Once it has begun to forget what was before, it can only go on.
        undo &= unfinished.CanUndo;
        var command = undo ? "Undo-FireCampOperation" : "Resume-FireCampOperation";
        await PowerShellProcess.RunAsync(lab.Home, $"Get-FireCampOperation -Cluster {lab.Name} | {command} -Confirm:$false", cancel);
        return undo;
    }

    /// <summary>The service, its servers, its password and its records are all of the one revision.</summary>
    private static async Task AssertIsAsync(LocalLabCluster lab, LabService service, int databases, int revision, CancellationToken cancel)
    {
        var spec = await lab.Cluster.GetServiceAsync("cache", cancel);
        Assert.Equal((ServicePhase.Ready, $"{databases}"), (spec.Phase, spec.Options["Databases"]));
        Assert.Equal(revision, (await lab.Cluster.ListRevisionsAsync("cache", cancel))[0].Number);
        var user = await service.CredentialAsync(cancel);
        var environment = new Dictionary<string, string> { ["REDISCLI_AUTH"] = user.Password };
        foreach (var endpoint in await service.EndpointsAsync(cancel))
        {
            var request = new ExecRequest
            {
                Command = ["sh", "-c", "redis-cli -h \"$HOST\" -p \"$PORT\" config get databases | tail -n 1"], Environment = environment,
            };
            Assert.Equal($"{databases}\n", (await lab.Cluster.ExecuteAsync("cache", endpoint.Member, request, null, cancel)).Output);
        }

        var records = await Footprint.OfAsync(lab, cancel);
        Assert.Equal(2, records.Count(r => r.StartsWith("record specs/", StringComparison.Ordinal)));
        Assert.Equal(2, records.Count(r => r.StartsWith("record secrets/", StringComparison.Ordinal)));
        Assert.Equal(revision, records.Count(r => r.StartsWith("record revisions/", StringComparison.Ordinal)));
    }

    // 'begin' comes when all is loaded and compiled that the command needs, so that kills fall into what it does.
    private static string Change(LocalLabCluster lab, int databases)
        => $"""
            {Command(lab, databases)} -WhatIf
            'begin'
            {Command(lab, databases)}
            'end'
            """;

    private static string Command(LocalLabCluster lab, int databases)
        => $"Update-FireCampService cache -Cluster {lab.Name} -Databases {databases} -RenewCredential default";
}
