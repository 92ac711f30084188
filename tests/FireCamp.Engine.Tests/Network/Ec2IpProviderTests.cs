using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Clients.Aws.Ec2;
using FireCamp.Engine.Network;
using FireCamp.Testing.Aws;

namespace FireCamp.Engine.Tests.Network;

/// <summary>Addresses move between two instances of an emulator, whose kernels are network namespaces.</summary>
public sealed class Ec2IpProviderTests(AwsEmulator emulator, ITestOutputHelper output) : IClassFixture<AwsEmulator>, IAsyncLifetime
{
    private readonly List<IDisposable> parts = [];
    private AwsConnection aws = null!;
    private Node a = null!;
    private Node b = null!;
    private string address = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        emulator.Require();
        await emulator.ResetAsync();
        emulator.World.Sent.Clear();
        aws = emulator.Connect();
        var instances = new EmulatedInstances(aws, "us-east-1a");
        parts.AddRange([aws, instances]);
        a = await StartAsync(instances, "node-1", "ens5");
        b = await StartAsync(instances, "node-2", "eth0");
        address = $"{a.Interface.Subnet.BaseAddress}"[..^1] + "200";
        a.Provider = Provider(a);
        b.Provider = Provider(b);
        emulator.World.Sent.Clear();
    }

    public ValueTask DisposeAsync()
    {
        parts.AsEnumerable().Reverse().ToList().ForEach(p => p.Dispose());
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task AssignAsync_AddressMoves_IsOnOneInterfaceAndInOneKernel()
    {
        await a.Provider.AssignAsync(address, Cancel);
        Assert.Equal([address], (await InterfaceAsync(a)).Secondary);
        Assert.Contains($"ens5    inet {address}/32 ", await a.Network.AddressesAsync(), StringComparison.Ordinal);

        // The old node is gone and gives up nothing.
        await b.Provider.AssignAsync(address, Cancel);

        Assert.Empty((await InterfaceAsync(a)).Secondary);
        Assert.Equal([address], (await InterfaceAsync(b)).Secondary);
        Assert.Contains($"eth0    inet {address}/32 ", await b.Network.AddressesAsync(), StringComparison.Ordinal);

        await a.Provider.ReleaseAsync(address, Cancel);
        Assert.DoesNotContain($"{address}/32", await a.Network.AddressesAsync(), StringComparison.Ordinal);
        Assert.Equal([address], (await InterfaceAsync(b)).Secondary);
    }

    [Fact]
    public async Task AssignAndReleaseAsync_Repeated_ChangeNothing()
    {
        await a.Provider.AssignAsync(address, Cancel);
        await a.Provider.AssignAsync(address, Cancel);

        Assert.Equal(1, emulator.World.Count("AssignPrivateIpAddresses"));
        Assert.Equal(2, (await a.Network.AddressesAsync()).Split(address + "/32").Length);

        await a.Provider.ReleaseAsync(address, Cancel);
        await a.Provider.ReleaseAsync(address, Cancel);
        Assert.Equal(1, emulator.World.Count("UnassignPrivateIpAddresses"));
        Assert.Empty((await InterfaceAsync(a)).Secondary);
    }

    [Theory]
    [InlineData(AwsFault.Throttling)]
    [InlineData(AwsFault.LostReply)]
    public async Task AssignAndReleaseAsync_FaultsOnTheWay_AreDoneAllTheSame(AwsFault fault)
    {
        emulator.World.Faults.Arm("AssignPrivateIpAddresses", fault);
        emulator.World.Faults.Arm("UnassignPrivateIpAddresses", fault);

        await a.Provider.AssignAsync(address, Cancel);
        Assert.Equal([address], (await InterfaceAsync(a)).Secondary);

        await a.Provider.ReleaseAsync(address, Cancel);
        Assert.Empty((await InterfaceAsync(a)).Secondary);
    }

    [Fact]
    public async Task AssignAsync_NodesOwnAddress_IsRefusedAndNeverRemoved()
    {
        var pool = AddressRange.Parse($"{a.Interface.Primary}-{a.Interface.Primary}");
        var provider = new Ec2IpProvider(aws, pool, b.Instance, TimeProvider.System, b.Network.Ip);
        var own = new Ec2IpProvider(aws, pool, a.Instance, TimeProvider.System, a.Network.Ip);

        Assert.Contains("the first one of", await RefusalAsync(provider, a.Interface.Primary), StringComparison.Ordinal);
        Assert.Contains("this node's own", await RefusalAsync(own, a.Interface.Primary), StringComparison.Ordinal);
        await own.ReleaseAsync(a.Interface.Primary, Cancel);
        Assert.Contains($"inet {a.Interface.Primary}/20", await a.Network.AddressesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AssignAsync_WhereItCantBe_SaysWhy()
    {
        var elsewhere = new Ec2IpProvider(aws, AddressRange.Parse("10.77.0.1-10.77.0.9"), a.Instance, TimeProvider.System, a.Network.Ip);
        var wrongNode = new Ec2IpProvider(aws, Pool(), a.Instance, TimeProvider.System, b.Network.Ip);

        Assert.Contains("lies in no subnet", await RefusalAsync(elsewhere, "10.77.0.1"), StringComparison.Ordinal);
        Assert.Contains("has no interface with", await RefusalAsync(wrongNode, address), StringComparison.Ordinal);
        Assert.Contains("is not of the static-IP pool", await RefusalAsync(a.Provider, "10.77.0.1"), StringComparison.Ordinal);

        emulator.World.Faults.Refuse("AssignPrivateIpAddresses", "PrivateIpAddressLimitExceeded");
        var full = await RefusalAsync(b.Provider, address);
        emulator.World.Faults.Refuse("AssignPrivateIpAddresses", null);
        Assert.Contains("can't have another address", full, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_OfInstances_AreTheirTypes()
    {
        var limits = await Ec2NodeLimits.ListAsync(aws, [a.Instance, b.Instance, "i-0123456789abcdef0"], Cancel);

        Assert.Equal(2, limits.Count);
        Assert.All(limits, l => Assert.Equal(("m5.large", 9), (l.Type, l.Addresses)));
        Assert.Empty(limits[0].Mistakes(addresses: 9, volumes: 3));
        Assert.Equal(
            [$"{limits[0].Instance}: 10 members with addresses; m5.large has room for 9 on an interface"],
            limits[0].Mistakes(addresses: 10, volumes: 3).Select(m => m.ToString()));
        Assert.Single((limits[0] with { Volumes = 27 }).Mistakes(addresses: 0, volumes: 28));
    }

    [Fact]
    public async Task AnyRequest_IsAsTheModelSaysAndSigned()
    {
        await a.Provider.AssignAsync(address, Cancel);
        await a.Provider.ReleaseAsync(address, Cancel);
        await Ec2NodeLimits.ListAsync(aws, [a.Instance], Cancel);

        output.WriteLine(await RequestCheck.AllAreRightAsync(emulator.World.Sent));
    }

    private static async Task<string> RefusalAsync(Ec2IpProvider provider, string address)
        => (await Assert.ThrowsAsync<NetworkException>(() => provider.AssignAsync(address, Cancel))).Message;

    private AddressRange Pool() => AddressRange.Parse($"{address}-{address[..^3]}209");

    private Ec2IpProvider Provider(Node node) => new(aws, Pool(), node.Instance, TimeProvider.System, node.Network.Ip);

    private async Task<Ec2Interface> InterfaceAsync(Node node)
        => (await new Ec2Interfaces(aws).ListOnAsync(node.Instance, Cancel)).Single();

    private async Task<Node> StartAsync(EmulatedInstances instances, string name, string kernelName)
    {
        var instance = await instances.IdOfAsync(name, Cancel);
        var at = (await new Ec2Interfaces(aws).ListOnAsync(instance, Cancel)).Single();
        var network = await EmulatedNetwork.StartAsync(kernelName, at.Hardware, at.Primary);
        parts.Add(network);
        return new Node(instance, at, network);
    }

    private sealed record Node(string Instance, Ec2Interface Interface, EmulatedNetwork Network)
    {
        public Ec2IpProvider Provider { get; set; } = null!;
    }
}
