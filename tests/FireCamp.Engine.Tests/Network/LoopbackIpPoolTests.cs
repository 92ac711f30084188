using FireCamp.Engine.Network;

namespace FireCamp.Engine.Tests.Network;

public sealed class LoopbackIpPoolTests
{
    [Fact]
    public void Free_NothingUsed_StartsAtOneOneAndCoversTheNetwork()
    {
        var free = new LoopbackIpPool("127.7.0.0/16").Free(new HashSet<string>()).ToList();

        Assert.Equal(["127.7.1.1", "127.7.1.2"], free[..2]);
        Assert.Equal("127.7.2.1", free[254]);
        Assert.Equal("127.7.255.254", free[^1]);
        Assert.Equal(255 * 254, free.Count);
        Assert.Equal(free.Count, free.Distinct().Count());
    }

    [Fact]
    public void Free_SomeUsed_LeavesThemOut()
        => Assert.Equal(
            ["127.7.1.2", "127.7.1.4"],
            new LoopbackIpPool("127.7.0.0/16").Free(new HashSet<string> { "127.7.1.1", "127.7.1.3" }).Take(2));

    [Fact]
    public void Free_SmallNetwork_StaysWithinIt()
        => Assert.Equal(
            ["127.7.3.128", "127.7.3.129", "127.7.3.130", "127.7.3.131"],
            new LoopbackIpPool("127.7.3.128/30").Free(new HashSet<string>()));

    [Theory]
    [InlineData("")]
    [InlineData("127.7.0.0")]
    [InlineData("10.0.0.0/8")]
    [InlineData("127.0.0.0/7")]
    [InlineData("::1/128")]
    [InlineData("x/16")]
    public void Constructor_NoLoopbackNetwork_IsRefused(string network)
        => Assert.Throws<NetworkException>(() => new LoopbackIpPool(network));
}
