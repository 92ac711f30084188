using System.Net;
using System.Net.Sockets;
using FireCamp.Engine.Network;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Network;

public sealed class LoopbackNetworksTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly LoopbackNetworks networks;

    public LoopbackNetworksTests() => networks = new LoopbackNetworks(folder.File("registry"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TakeAsync_TwoClusters_GetTwoNetworksEachForGood()
    {
        var (a, b) = (await TakenAsync("a"), await TakenAsync("b"));

        Assert.Matches(@"^127\.[1-9]\d{0,2}\.0\.0/16$", a);
        Assert.NotEqual(a, b);
        Assert.Equal(a, await TakenAsync("a"));
        Assert.Equal(b, new LoopbackNetworks(folder.File("registry")).Find(Cluster("b")));
    }

    [Fact]
    public void Find_NewCluster_TakesNothing()
    {
        Assert.Equal(networks.Find(Cluster("a")), networks.Find(Cluster("b")));
        Assert.False(Directory.Exists(folder.File("registry")));
    }

    [Fact]
    public async Task Release_Cluster_FreesItsNetwork()
    {
        var a = await TakenAsync("a");
        networks.Release(Cluster("a"));
        networks.Release(Cluster("a"));

        Assert.Equal(a, await TakenAsync("b"));
    }

    [Fact]
    public async Task Find_OthersFolderIsGone_ReusesItsNetwork()
    {
        var a = await TakenAsync("a");
        Directory.Delete(Cluster("a"));

        Assert.Equal(a, await TakenAsync("b"));
    }

    [Fact]
    public async Task Find_SomethingListensThere_GivesAnother()
    {
        var a = networks.Find(Cluster("a"));
        using var listener = new TcpListener(IPAddress.Parse(a.Replace("0.0/16", "9.9")), 0);
        listener.Start();

        Assert.NotEqual(a, await TakenAsync("a"));
    }

    [Fact]
    public async Task TakeAsync_ManyWantTheSame_OneGetsIt()
    {
        await TakenAsync("gone");
        Directory.Delete(Cluster("gone"));
        var network = networks.Find(Cluster("a"));
        var errors = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(
            async () => await Record.ExceptionAsync(() => networks.TakeAsync(network, Cluster($"c{i}"), Cancel)))));

        Assert.Single(errors, e => e is null);
        Assert.All(errors.OfType<Exception>(), e => Assert.IsType<NetworkException>(e));
    }

    [Fact]
    public async Task Find_AllTaken_SaysSo()
    {
        await TakenAsync("a");
        foreach (var number in Enumerable.Range(1, 254))
        {
            await File.WriteAllTextAsync(folder.File($"registry/127.{number}"), Cluster("other"), Cancel);
        }

        Assert.Contains("254", Assert.Throws<NetworkException>(() => networks.Find(Cluster("b"))).Message);
    }

    [Fact]
    public async Task TakeAsync_NewRegistry_IsForEverybody()
    {
        await TakenAsync("a");

        Assert.Equal(Convert.ToInt32("1777", 8), (int)File.GetUnixFileMode(folder.File("registry")));
    }

    [Fact]
    public async Task TakeAsync_RegistryCannotBeMade_SaysWhere()
    {
        await File.WriteAllTextAsync(folder.File("file"), "", Cancel);

        var error = await Assert.ThrowsAsync<NetworkException>(
            () => new LoopbackNetworks(folder.File("file/registry")).TakeAsync("127.1.0.0/16", Cluster("a"), Cancel));
        Assert.Contains(folder.File("file/registry"), error.NextStep);
    }

    private async Task<string> TakenAsync(string cluster)
    {
        var network = networks.Find(Cluster(cluster));
        await networks.TakeAsync(network, Cluster(cluster), Cancel);
        return network;
    }

    private string Cluster(string name) => Directory.CreateDirectory(folder.File(name)).FullName;
}
