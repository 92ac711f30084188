using FireCamp.Engine.Metadata;
using FireCamp.Engine.Platforms.Swarm;

namespace FireCamp.Engine.Tests.Platforms.Swarm;

public sealed class SwarmRecordTests
{
    private static readonly SwarmSettings Settings = new()
    {
        Managers = ["tcp://10.0.0.1:2376", "tcp://10.0.0.2:2376"], DockerCertificates = "/home/ann/.docker", MetadataStore = "etcd://10.0.0.5:2379",
        DnsServer = "10.0.0.53", DnsKey = "/home/ann/t1.tsig", StaticIpPool = "10.0.0.100-10.0.0.150", SharedStorage = "/srv/firecamp",
        MembersOnManagers = true, Network = "app",
    };

    [Fact]
    public async Task Write_Settings_AreReadBackWithoutWhatIsOneMachines()
    {
        var store = new InMemoryMetadataStore(TimeProvider.System);
        var cancel = TestContext.Current.CancellationToken;
        Assert.Empty(await SwarmRecord.ReadAsync(store, cancel));
        await SwarmRecord.WriteAsync(store, Settings, cancel);
        await SwarmRecord.WriteAsync(store, Settings, cancel);
        var named = await SwarmRecord.ReadAsync(store, cancel);
        Assert.Equal(
            ["DnsServer", "Managers", "MembersOnManagers", "Network", "SharedStorage", "StaticIpPool"], named.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("ann", Assert.Single(await store.ListAsync("", cancel)).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Named_Settings_MakeTheSameAgain()
    {
        var again = SwarmSettings.Of(Settings.Named());
        Assert.Equal(Settings.Managers, again.Managers);
        Assert.Equal(Settings with { Managers = again.Managers }, again);
    }
}
