using FireCamp.Lab;
using FireCamp.Lab.Swarm;

namespace FireCamp.Story.Tests.Stories;

/// <summary>Workers of a swarm are lost in every way under steady writers: nothing acknowledged is lost, and no member acts twice.</summary>
/// <remarks><c>FIRECAMP_LOSSES</c> is how often in each way, for each service.</remarks>
[Trait("Lane", "Swarm")]
public sealed class SwarmLossStory
{
    private static readonly int Losses = int.Parse(Environment.GetEnvironmentVariable("FIRECAMP_LOSSES") ?? "0");

    [Fact]
    public async Task WorkersLost_UnderSteadyWriters_LoseNothingAndNeverActTwice()
    {
        await Requirements.RequireSwarmLabAsync();
        Assert.SkipUnless(Losses > 0, "missing: FIRECAMP_LOSSES; it takes minutes. LifeStory loses a worker in each way, bench/run loss many");
        await Story.RunAsync(cancel => SwarmLabCluster.StartAsync("loss", cancel, workers: 4, SwarmLabCluster.Default), LoseAsync);
    }

    private static async Task LoseAsync(SwarmLabCluster lab, CancellationToken cancel)
    {
        var found = await SwarmLosses.RunAsync(lab, SwarmLosses.Services, lab.Losses, Losses, Story.Tell, cancel);
        Assert.True(found.Overlaps.Count == 0, string.Join('\n', found.Overlaps.Take(20)));
        Assert.Empty(found.LostWrites);
        foreach (var (what, outages) in found.Outages)
        {
            Story.Tell($"{what}: loss to next acknowledged write {Durations.Text(outages)}");
        }
    }
}
