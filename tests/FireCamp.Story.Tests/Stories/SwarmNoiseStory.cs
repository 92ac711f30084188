using System.Globalization;
using FireCamp.Engine.Model;
using FireCamp.Lab;
using FireCamp.Lab.Clients;
using FireCamp.Lab.Swarm;

namespace FireCamp.Story.Tests.Stories;

/// <summary>Machines that are only slow, or lose packets, are not lost: nothing moves.</summary>
/// <remarks><c>FIRECAMP_NOISE</c> is how many minutes of it; 5 when it isn't set. <c>FIRECAMP_NOISE_LEASE</c> is how
/// many seconds a lease lasts; 8 when it isn't set, for machines that are busy with other tests besides.</remarks>
[Trait("Lane", "Noise")]
public sealed class SwarmNoiseStory
{
    private const double Loss = 0.2;

    private static readonly TimeSpan Time
        = TimeSpan.FromMinutes(double.Parse(Environment.GetEnvironmentVariable("FIRECAMP_NOISE") ?? "5", CultureInfo.InvariantCulture));

    /// <summary>How long a node loses packets before the next one does.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Lease
        = double.TryParse(Environment.GetEnvironmentVariable("FIRECAMP_NOISE_LEASE"), CultureInfo.InvariantCulture, out var seconds)
        ? TimeSpan.FromSeconds(seconds)
        : SwarmLabCluster.Patient;

    [Fact]
    public async Task Noise_LostPacketsAndStoppedDaemons_MovesNothing()
    {
        await Requirements.RequireSwarmLabAsync();
        await Story.RunAsync(cancel => SwarmLabCluster.StartAsync("noise", cancel, workers: 3, Lease), LiveAsync, Time + Story.Deadline);
    }

    private static async Task LiveAsync(SwarmLabCluster lab, CancellationToken cancel)
    {
        var service = await lab.CreateAsync(Requests.Redis("cache"), cancel);
        await using var ledger = await service.OpenLedgerAsync(cancel);
        await using var writer = SteadyWriter.Start(ledger);
        var before = await service.MembersAsync(cancel);

        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        time.CancelAfter(Time);
        var workers = before.Select(m => m.Node!).Distinct().ToList();
        var noise = new SwarmNoise(lab.Swarm, Lease / 2);
        await Task.WhenAll([noise.LosePacketsAsync(workers, Loss, Turn, time.Token), .. workers.Select(w => noise.StopDaemonsAsync(w, time.Token))]);

        cancel.ThrowIfCancellationRequested();
        var acknowledged = await writer.StopAsync();
        await service.ReadyAsync(cancel);
        var after = await service.MembersAsync(cancel);
        Assert.Equal(before.Select(Place), after.Select(Place));
        Assert.DoesNotContain(await lab.Cluster.ListEventsAsync(null, null, cancel), e => e.Action.Contains("Failover", StringComparison.Ordinal));
        Assert.True(noise.Stops > 0);
        Story.Tell($"{Time.TotalMinutes:0.#} minutes: {noise.Stops} stops of daemons, {noise.Turns} turns of lost packets, 0 failovers; "
            + $"{acknowledged.Count} writes acknowledged");
    }

    private static (string Name, string? Node, long Epoch) Place(Member member) => (member.Name, member.Node, member.Epoch);
}
