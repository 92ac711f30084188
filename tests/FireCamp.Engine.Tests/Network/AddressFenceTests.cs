using FireCamp.Testing.Network;

namespace FireCamp.Engine.Tests.Network;

/// <summary>The kernel's part of a claim, between real nodes.</summary>
public sealed class AddressFenceTests(NetworkLab lab) : IClassFixture<NetworkLab>, IAsyncLifetime
{
    private LabNode A => lab.Nodes[0];

    private LabNode B => lab.Nodes[1];

    private LabNode C => lab.Nodes[2];

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(lab.Missing is not null, lab.Missing ?? "");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (lab.Missing is null)
        {
            Assert.Equal("done", await A.DoAsync("open"));
        }
    }

    [Fact]
    public async Task RenewAsync_AgentFrozen_SilencesTheAddressByItselfAndItCanMove()
    {
        const string Address = "10.9.0.110";
        Assert.Equal("done", await A.DoAsync($"renew 1000 1 {Address}"));
        Assert.Equal("done", await A.DoAsync($"assign {Address}"));
        using var old = await A.EchoAsync(Address);
        Assert.Equal("done", await A.DoAsync($"renew 3000 1 {Address}"));
        Assert.Equal("a:1", await C.DoAsync($"ask {Address} 1"));

        A.SignalAgent("STOP");
        try
        {
            await SilentAsync(Address);

            // The old copy runs on and has the address still, but answers nobody, not even who asks for the address.
            Assert.Contains($"{Address}/32", await A.RunAsync("ip", "-oneline", "address"));
            Assert.Equal("done", await B.DoAsync($"assign {Address}"));
        }
        finally
        {
            A.SignalAgent("CONT");
        }

        using var moved = await B.EchoAsync(Address);
        Assert.Equal("b:20", await C.DoAsync($"ask {Address} 20"));
        Assert.Equal("done", await A.DoAsync($"release {Address}"));
        Assert.Equal("b:20", await C.DoAsync($"ask {Address} 20"));
    }

    [Fact]
    public async Task RenewAsync_Again_HasNoGap()
    {
        const string Address = "10.9.0.111";
        await A.DoAsync($"renew 30000 1 {Address}");
        Assert.Equal("done", await A.DoAsync($"assign {Address}"));
        using var echo = await A.EchoAsync(Address);

        var asking = C.DoAsync($"ask {Address} 4000");
        while (!asking.IsCompleted)
        {
            await A.DoAsync($"renew 30000 5 {Address} 10.9.0.112");
        }

        Assert.Equal("a:4000", await asking);
    }

    [Fact]
    public async Task RenewAsync_AddressLeftOut_IsSilentAtOnceAndOthersGoOn()
    {
        const string Left = "10.9.0.113";
        const string Kept = "10.9.0.114";
        await A.DoAsync($"renew 30000 1 {Left} {Kept}");
        Assert.Equal("done", await A.DoAsync($"assign {Left}"));
        Assert.Equal("done", await A.DoAsync($"assign {Kept}"));
        using var left = await A.EchoAsync(Left);
        using var kept = await A.EchoAsync(Kept);
        Assert.Equal("a:1", await C.DoAsync($"ask {Left} 1"));

        Assert.Equal("done", await A.DoAsync($"renew 30000 1 {Kept}"));
        Assert.Equal("nobody:1", await C.DoAsync($"ask {Left} 1"));
        Assert.Equal("a:5", await C.DoAsync($"ask {Kept} 5"));

        Assert.Equal("done", await A.DoAsync("renew 30000 1"));
        Assert.Equal("nobody:1", await C.DoAsync($"ask {Kept} 1"));
        Assert.Equal("done", await A.DoAsync("open"));
        Assert.Equal("a:5", await C.DoAsync($"ask {Left} 5"));
    }

    [Fact]
    public async Task RenewAsync_RulesLostMeanwhile_SetsThemUpAgain()
    {
        const string Address = "10.9.0.115";
        Assert.Equal("done", await A.DoAsync("renew 30000 1"));
        Assert.Equal("done", await A.DoAsync($"assign {Address}"));
        using var echo = await A.EchoAsync(Address);
        Assert.Equal("done", await A.DoAsync("open"));
        Assert.Equal("a:1", await C.DoAsync($"ask {Address} 1"));

        Assert.Equal("done", await A.DoAsync("renew 30000 1"));
        Assert.Equal("nobody:1", await C.DoAsync($"ask {Address} 1"));
    }

    [Fact]
    public async Task RenewAsync_NodesOwnAddress_IsNoneOfItsBusiness()
    {
        await A.DoAsync("renew 30000 1");
        using var echo = await A.EchoAsync("10.9.0.11");

        Assert.Equal("a:5", await C.DoAsync("ask 10.9.0.11 5"));
        Assert.StartsWith("NetworkFailed:", await A.DoAsync("renew 30000 1 10.9.0.11"));
    }

    private async Task SilentAsync(string address)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (await C.DoAsync($"ask {address} 1") != "nobody:1")
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30), $"{address} never falls silent");
        }
    }
}
