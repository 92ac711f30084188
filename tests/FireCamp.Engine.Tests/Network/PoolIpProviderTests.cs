using FireCamp.Testing.Network;

namespace FireCamp.Engine.Tests.Network;

/// <summary>Addresses move between real nodes, each with a network of its own.</summary>
public sealed class PoolIpProviderTests(NetworkLab lab) : IClassFixture<NetworkLab>, IAsyncLifetime
{
    private LabNode A => lab.Nodes[0];

    private LabNode B => lab.Nodes[1];

    private LabNode C => lab.Nodes[2];

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(lab.Missing is not null, lab.Missing ?? "");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task AssignAsync_AddressMoves_AThirdReachesItAtOnce()
    {
        const string Address = "10.9.0.100";
        Assert.Equal("done", await A.DoAsync($"assign {Address}"));
        using var before = await A.EchoAsync(Address);
        Assert.Equal("a:3", await C.DoAsync($"ask {Address} 3"));
        Assert.Contains(await A.HardwareAsync(), await C.RunAsync("ip", "neigh", "show", Address));

        Assert.Equal("done", await A.DoAsync($"release {Address}"));
        Assert.Equal("done", await B.DoAsync($"assign {Address}"));
        using var after = await B.EchoAsync(Address);

        // The first packet goes where the table says, and is not sent again.
        Assert.Contains(await B.HardwareAsync(), await C.RunAsync("ip", "neigh", "show", Address));
        Assert.Equal("b:3", await C.DoAsync($"ask {Address} 3"));
    }

    [Fact]
    public async Task AssignAsync_Repeated_ChangesNothing()
    {
        const string Address = "10.9.0.101";
        Assert.Equal("done", await A.DoAsync($"assign {Address}"));
        Assert.Equal("done", await A.DoAsync($"assign {Address}"));

        Assert.Single((await A.RunAsync("ip", "-oneline", "address")).Split('\n'), l => l.Contains($"{Address}/32 "));
        Assert.Equal("done", await A.DoAsync($"release {Address}"));
        Assert.Equal("done", await A.DoAsync($"release {Address}"));
        Assert.DoesNotContain($"{Address}/", await A.RunAsync("ip", "-oneline", "address"));
    }

    [Fact]
    public async Task AssignAsync_AnotherMachineHasIt_IsRefusedNamingIt()
    {
        const string Address = "10.9.0.102";
        await B.RunAsync("ip", "address", "add", $"{Address}/24", "dev", "eth0");

        var answer = await A.DoAsync($"assign {Address}");

        Assert.StartsWith("AddressTaken:", answer);
        Assert.Contains(await B.HardwareAsync(), answer);
        Assert.DoesNotContain($"{Address}/", await A.RunAsync("ip", "-oneline", "address"));
        await B.RunAsync("ip", "address", "del", $"{Address}/24", "dev", "eth0");
        Assert.Equal("done", await A.DoAsync($"assign {Address}"));
    }

    [Fact]
    public async Task ReleaseAsync_NodesOwnAddress_Stays()
    {
        const string Address = "10.9.0.103";
        await A.RunAsync("ip", "address", "add", $"{Address}/24", "dev", "eth0");

        Assert.Equal("done", await A.DoAsync($"release {Address}"));
        Assert.Contains($"{Address}/24", await A.RunAsync("ip", "-oneline", "address"));
        Assert.StartsWith("NetworkFailed:", await A.DoAsync($"assign {Address}"));
        await A.RunAsync("ip", "address", "del", $"{Address}/24", "dev", "eth0");
    }

    [Fact]
    public async Task AssignAsync_AddressOutsideThePool_IsRefused()
        => Assert.StartsWith("NetworkFailed:", await A.DoAsync("assign 10.9.0.99"));

    [Fact]
    public async Task AssignAsync_InterfaceDown_IsSaid()
    {
        await A.RunAsync("ip", "link", "set", "eth0", "down");
        try
        {
            Assert.Contains("eth0", await A.DoAsync("assign 10.9.0.104"));
            Assert.DoesNotContain("10.9.0.104/", await A.RunAsync("ip", "-oneline", "address"));
        }
        finally
        {
            await A.RunAsync("ip", "link", "set", "eth0", "up");
        }
    }
}
