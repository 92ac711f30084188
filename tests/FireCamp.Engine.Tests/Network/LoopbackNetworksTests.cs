using FireCamp.Engine.Model;
using FireCamp.Engine.Network;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Network;

public sealed class LoopbackNetworksTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Take_TwoClusters_GetNetworksOfTheirOwn()
    {
        var networks = new LoopbackNetworks(folder.File("networks"));
        var first = Cluster("a");
        networks.Take(networks.Find(first), first);
        Assert.Equal("127.1.0.0/16", networks.Find(first));
        Assert.Equal("127.2.0.0/16", networks.Find(Cluster("b")));
        Assert.Throws<FireCampException>(() => networks.Take("127.1.0.0/16", Cluster("b")));
    }

    [Fact]
    public void Find_ClusterWhoseFolderIsGone_LeavesItsNetworkFree()
    {
        var networks = new LoopbackNetworks(folder.File("networks"));
        var gone = Cluster("gone");
        networks.Take("127.1.0.0/16", gone);
        Directory.Delete(gone);
        Assert.Equal("127.1.0.0/16", networks.Find(Cluster("b")));
        networks.Take("127.1.0.0/16", Cluster("b"));
    }

    [Fact]
    public void Release_Cluster_FreesItsNetwork()
    {
        var networks = new LoopbackNetworks(folder.File("networks"));
        networks.Take("127.1.0.0/16", Cluster("a"));
        networks.Release(Cluster("a"));
        networks.Release(Cluster("a"));
        Assert.Equal("127.1.0.0/16", networks.Find(Cluster("b")));
    }

    [Fact]
    public void Free_UsedAddresses_AreSkipped()
        => Assert.Equal(
            ["127.9.1.2", "127.9.1.4"],
            new LoopbackIpPool("127.9.0.0/16").Free(new HashSet<string> { "127.9.1.1", "127.9.1.3" }).Take(2));

    private string Cluster(string name) => Directory.CreateDirectory(folder.File(name)).FullName;
}
