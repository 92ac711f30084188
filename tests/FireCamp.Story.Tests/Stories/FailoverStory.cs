using System.Diagnostics;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Lab.Clients;
using FireCamp.Lab.Watches;

namespace FireCamp.Story.Tests.Stories;

/// <summary>Nodes die in a row under a steady writer; nothing that was acknowledged is lost.</summary>
public sealed class FailoverStory
{
    private const int Crashes = 10;

    [Fact]
    public Task PostgreSql_TenNodeCrashesInARow_LosesNothingAcknowledged()
    {
        Requirements.RequirePostgreSql();
        return Story.RunAsync("crpg", (lab, cancel) => CrashAsync(lab, Requests.PostgreSql("mypg"), cancel));
    }

    [Fact]
    public Task Redis_TenNodeCrashesInARow_LosesNothingAcknowledged()
    {
        Requirements.RequireRedis();
        return Story.RunAsync("crrd", (lab, cancel) => CrashAsync(lab, Requests.Redis("cache"), cancel));
    }

    private static async Task CrashAsync(LocalLabCluster lab, CreateServiceRequest request, CancellationToken cancel)
    {
        var service = await lab.CreateAsync(request, cancel);
        await using var claims = await ClaimWatch.OpenAsync(lab.Paths.Database, cancel);
        await using var ledger = await service.OpenLedgerAsync(cancel);
        await using var writer = SteadyWriter.Start(ledger);
        claims.Start();
        var drill = new LossDrill(lab, service, writer);
        var outages = new List<TimeSpan>();
        for (var crash = 0; crash < Crashes; crash++)
        {
            var ofPrimary = crash % 2 == 0;
            var outage = await drill.LoseNodeAsync(NodeLoss.Crash, ofPrimary ? MemberRole.Primary : MemberRole.Replica, cancel);
            if (ofPrimary)
            {
                outages.Add(outage);
            }
        }

        await writer.NextAsync(Stopwatch.GetTimestamp(), cancel);
        var acknowledged = await writer.StopAsync();
        var held = await service.AgreedAsync(ledger, cancel);
        Assert.DoesNotContain(acknowledged, n => !held.Contains(n));
        Assert.Empty(await claims.StopAsync());
        Story.Tell($"{request.Kind}: {acknowledged.Count} writes acknowledged, {writer.Failed} failed, "
            + $"{claims.Epochs} epochs over {Crashes} crashes; "
            + $"primary's node crash to next acknowledged write: {Durations.Text(outages)}");
    }
}
