using FireCamp.Engine.Health.Checks;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Lab;
using FireCamp.Testing;

namespace FireCamp.Story.Tests.Stories;

/// <summary>A volume's file system really runs out of space under a server, which comes back with the reserve, is cleaned, and has it all.</summary>
public sealed class FullDiskStory
{
    [Fact]
    public Task PostgreSql_VolumeRunsFull_ComesBackWithTheReserveAndKeepsEveryCommit()
    {
        Requirements.RequirePostgreSql();
        var request = Small(Requests.PostgreSql("mypg", members: 1));
        return Story.RunAsync("fdpg", (lab, cancel) => RunFullAsync(lab, request, new PostgreSqlDisk(), cancel));
    }

    [Fact]
    public Task Redis_VolumeRunsFull_ComesBackWithTheReserveAndKeepsEveryKey()
    {
        Requirements.RequireRedis();
        var request = Requests.Redis("cache", members: 1) with { Memory = ByteSize.Parse("512MB") };
        return Story.RunAsync("fdrd", (lab, cancel) => RunFullAsync(lab, request, new RedisDisk(), cancel));
    }

    // With the default the server would keep its log for later use, and no room would be won.
    private static CreateServiceRequest Small(CreateServiceRequest request)
        => request with { Options = new Dictionary<string, string>(request.Options) { ["MaxWalSize"] = "128MB" } };

    private static async Task RunFullAsync(
        LocalLabCluster lab, CreateServiceRequest request, IDiskFiller filler, CancellationToken cancel)
    {
        using var disk = TemporaryMount.Make(lab.Paths.VolumesFolder, $"mode=755,size={filler.Size}");
        var service = await lab.CreateAsync(request, cancel);
        var member = (await service.MembersAsync(cancel))[0];
        var reserve = Path.Combine(lab.Paths.VolumesFolder, member.Volumes[0].Name, "reserve");
        await Soon.TrueAsync(() => File.Exists(reserve), "the volume has a reserve", cancel);
        var kept = await filler.KeepAsync(lab, service, cancel);

        var writes = 0;
        // One write alone may fail for want of room that a server wins back by itself, as Redis does when it has rewritten its log.
        while (!await HasEventAsync(lab, service, "ReserveGivenBack", cancel))
        {
            writes += await filler.WriteAsync(lab, service, cancel) ? 1 : 0;
        }

        await EventAsync(lab, service, "VolumeFilling", cancel);
        await service.ReadyAsync(cancel);
        await Soon.TrueAsync(async () => await filler.ReadAsync(lab, service, cancel) == kept, () => "all records are there", cancel);
        Assert.False(File.Exists(reserve));
        var found = await DiskAsync(lab, service, cancel);
        Assert.Equal(CheckOutcome.Failed, found.Outcome);
        Assert.Contains("got its reserve", found.Message, StringComparison.Ordinal);

        await Soon.TrueAsync(() => filler.CleanAsync(lab, service, cancel), () => "room is made", cancel);
        await EventAsync(lab, service, "ReserveMade", cancel);
        Assert.True(File.Exists(reserve));
        Assert.True(await filler.WriteAsync(lab, service, cancel));
        Assert.Equal(kept, await filler.ReadAsync(lab, service, cancel));
        var events = await lab.Cluster.ListEventsAsync($"service/{service.Name}", null, cancel);
        Assert.Single(events, e => e.Action == "ReserveGivenBack");
        Assert.Equal(CheckOutcome.Passed, (await DiskAsync(lab, service, cancel)).Outcome);
        var ends = lab.Logs().Where(l => l.EndsWith("agent.log", StringComparison.Ordinal)).SelectMany(File.ReadLines)
            .Count(l => l.Contains("ended by itself"));
        Story.Tell($"{request.Kind}: full after {writes} writes into {filler.Size}; {member.Name} ended {ends} times; its {kept} records are there");
        await service.RemoveAsync(removeVolumes: true, cancel);
    }

    private static Task EventAsync(LabCluster lab, LabService service, string action, CancellationToken cancel)
        => Soon.TrueAsync(() => HasEventAsync(lab, service, action, cancel), () => $"an event {action}", cancel);

    private static async Task<bool> HasEventAsync(LabCluster lab, LabService service, string action, CancellationToken cancel)
        => (await lab.Cluster.ListEventsAsync($"service/{service.Name}", null, cancel)).Any(e => e.Action == action);

    private static async Task<ServiceCheck> DiskAsync(LabCluster lab, LabService service, CancellationToken cancel)
        => Assert.Single(await lab.Cluster.TestServiceAsync(service.Name, [.. ServiceChecks.All.Where(c => c.Name == "Disk")], cancel));
}
