using System.Diagnostics;
using FireCamp.Engine.Model;
using FireCamp.Lab;
using FireCamp.Lab.Processes;

namespace FireCamp.Story.Tests.Stories;

/// <summary>PowerShell is killed at random points of New-FireCampService; another session brings it to the same end.</summary>
public sealed class KillStory
{
    private const int Rounds = 20;

    /// <summary>Every so many rounds the second session undoes instead of resuming.</summary>
    private const int UndoEvery = 4;

    private const string Resume = "Resume-FireCampOperation";
    private const string Undo = "Undo-FireCampOperation";

    [Fact]
    public Task NewService_KilledAtRandomPoints_IsResumedOrUndoneToTheSameEnd()
    {
        Requirements.RequireRedis();
        Requirements.RequireShell();
        return Story.RunAsync("kill", KillAsync);
    }

    private static async Task KillAsync(LocalLabCluster lab, CancellationToken cancel)
    {
        var blank = await Footprint.OfAsync(lab, cancel);
        var whole = await UndisturbedAsync(lab, cancel);
        var seed = Environment.GetEnvironmentVariable("FIRECAMP_SEED") is { Length: > 0 } given ? int.Parse(given) : Random.Shared.Next();
        var random = new Random(seed);
        var kills = new Dictionary<string, int>();
        var within = whole.Took;
        for (var round = 1; round <= Rounds; round++)
        {
            var after = within * random.NextDouble();
            var step = await KilledAsync(lab, after, cancel);
            if (step is null)
            {
                // It was quicker than the undisturbed run and came to its end: this was no kill, and later ones come earlier.
                within = after;
                await ServiceOf(lab).RemoveAsync(removeVolumes: true, cancel);
                round--;
                continue;
            }

            kills[step] = kills.GetValueOrDefault(step) + 1;
            await BringToEndAsync(lab, round % UndoEvery == 0 ? Undo : Resume, whole.Footprint, blank, cancel);
        }

        var where = string.Join(", ", kills.OrderBy(k => k.Key).Select(k => $"{k.Value} {k.Key}"));
        Story.Tell($"{Rounds} kills within {within.TotalMilliseconds:F0} ms (seed {seed}): {where}");
    }

    /// <summary>What the command leaves when nothing happens to it, and how long it takes.</summary>
    private static async Task<(IReadOnlyList<string> Footprint, TimeSpan Took)> UndisturbedAsync(LocalLabCluster lab, CancellationToken cancel)
    {
        using var session = PowerShellProcess.Start(lab.Home, Create(lab));
        await session.SaysAsync("begin", cancel);
        var begun = Stopwatch.GetTimestamp();
        await session.SaysAsync("end", cancel);
        var took = Stopwatch.GetElapsedTime(begun);
        var footprint = await Footprint.OfAsync(lab, cancel);
        await ServiceOf(lab).RemoveAsync(removeVolumes: true, cancel);
        return (footprint, took);
    }

    /// <summary>Runs the command and kills its process so long after it began.</summary>
    /// <returns>How far the operation came; null when the command was done before.</returns>
    private static async Task<string?> KilledAsync(LocalLabCluster lab, TimeSpan after, CancellationToken cancel)
    {
        using var session = PowerShellProcess.Start(lab.Home, Create(lab));
        await session.SaysAsync("begin", cancel);
        await Soon.PauseAsync(after, cancel);
        await session.KillAsync();
        var operation = (await lab.Cluster.ListOperationsAsync(finished: false, cancel)).SingleOrDefault();
        if (operation is not null)
        {
            return $"at {operation.Step?.Split('/')[0] ?? "the first step"}";
        }

        return (await lab.Cluster.ListServicesAsync(cancel)).Count > 0 ? null : "before the first record";
    }

    private static async Task BringToEndAsync(
        LocalLabCluster lab, string recovery, IReadOnlyList<string> whole, IReadOnlyList<string> blank, CancellationToken cancel)
    {
        var unfinished = (await lab.Cluster.ListOperationsAsync(finished: false, cancel)).Count > 0;
        await PowerShellProcess.RunAsync(lab.Home, unfinished
            ? $"Get-FireCampOperation -Cluster {lab.Name} | {recovery} -Confirm:$false"
            : $"New-FireCampService cache Redis -Cluster {lab.Name} -ReplicasPerShard 2", cancel);
        if (unfinished && recovery == Undo)
        {
            Assert.Equal(blank, await Footprint.OfAsync(lab, cancel));
            return;
        }

        Assert.Equal(whole, await Footprint.OfAsync(lab, cancel));
        Assert.Equal(ServicePhase.Ready, (await lab.Cluster.GetServiceAsync("cache", cancel)).Phase);
        await UseAsync(ServiceOf(lab), cancel);
        await ServiceOf(lab).RemoveAsync(removeVolumes: true, cancel);
        Assert.Equal(blank, await Footprint.OfAsync(lab, cancel));
    }

    private static async Task UseAsync(LabService service, CancellationToken cancel)
    {
        await using var ledger = await service.OpenLedgerAsync(cancel);
        await ledger.AppendAsync(1, cancel);
        Assert.Equal([1], await service.AgreedAsync(ledger, cancel));
    }

    private static LabService ServiceOf(LocalLabCluster lab) => new(lab, "cache", "Redis");

    // 'begin' comes when all is loaded and compiled that the command needs, so that kills fall into what it does.
    private static string Create(LocalLabCluster lab)
        => $"""
            $null = New-FireCampService cache Redis -Cluster {lab.Name} -ReplicasPerShard 2 -WhatIf
            'begin'
            $null = New-FireCampService cache Redis -Cluster {lab.Name} -ReplicasPerShard 2
            'end'
            """;
}
