using FireCamp.Engine.Platforms.Swarm;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Platforms.Swarm;

/// <summary>What can be wrong with what a user says of a cluster on a swarm, all at once and before anything is connected to.</summary>
public sealed class SwarmSettingsCheckTests : IDisposable
{
    private readonly TestFolder folder = new();

    [Fact]
    public void Check_NothingGiven_AsksForEverything()
        => Assert.Equal(
            ["Manager", "MetadataStore", "DnsServer", "DnsKey", "StaticIpPool", "SharedStorage"], Wheres(new SwarmSettings()));

    [Fact]
    public void Check_OverlayNetwork_NeedsNeitherNamesNorAddresses()
    {
        var settings = Reachable() with { Network = "app" };
        Assert.Empty(Wheres(settings));
        Assert.True(settings.IsOverlay);
        Assert.Equal("app", settings.Members("t1").Network);
        Assert.Equal("host", Reachable().Members("t1").Network);
    }

    [Fact]
    public void Check_OverlayNetworkAndWhatGoesWithTheNodesOwn_SaysThatItDoesNothing()
    {
        var mistakes = SwarmSettingsCheck.MistakesIn(
            Reachable() with { Network = "app", DnsServer = "10.0.0.53", DnsKey = "/k", StaticIpPool = "10.0.0.100-10.0.0.150" },
            TimeProvider.System);
        Assert.Equal(["DnsServer", "DnsKey", "StaticIpPool"], mistakes.Select(m => m.Where));
        Assert.All(mistakes, m => Assert.Equal(
            "can't be had with Network: on 'app' members have no addresses of their own, and Docker gives them their names.", m.Message));
    }

    public void Dispose() => folder.Dispose();

    private SwarmSettings Reachable()
    {
        File.WriteAllText(folder.File("docker.sock"), "");
        return new SwarmSettings
        {
            Managers = [$"unix://{folder.File("docker.sock")}"], MetadataStore = "etcd://10.0.0.5:2379", SharedStorage = folder.Path,
        };
    }

    private static IEnumerable<string> Wheres(SwarmSettings settings)
        => SwarmSettingsCheck.MistakesIn(settings, TimeProvider.System).Select(m => m.Where);
}
