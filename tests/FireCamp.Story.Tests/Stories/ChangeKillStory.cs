using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;
using FireCamp.Lab;

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
        var drill = new KillDrill(lab, new Random(seed));
        var (databases, revision) = (20, 2);
        await drill.UndisturbedAsync(Command(lab, databases), cancel);
        await AssertIsAsync(lab, service, databases, revision, cancel);
        for (var round = 1; round <= Rounds;)
        {
            var isKilled = await drill.KillAsync(Command(lab, databases + 1), cancel);
            var undone = isKilled && await drill.RecoverAsync(undo: round % UndoEvery == 0, cancel);
            round += isKilled ? 1 : 0;

            // Without an operation it was killed before it began one, or had come to its end.
            var isDone = (await lab.Cluster.GetServiceAsync("cache", cancel)).Options["Databases"] == $"{databases + 1}";
            Assert.True(!isKilled || isDone != undone);
            (databases, revision) = isDone ? (databases + 1, revision + 1) : (databases, revision);
            await AssertIsAsync(lab, service, databases, revision, cancel);
        }

        Story.Tell($"{Rounds} kills (seed {seed}): {drill.Where}");
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

    private static string Command(LocalLabCluster lab, int databases)
        => $"Update-FireCampService cache -Cluster {lab.Name} -Databases {databases} -RenewCredential default";
}
