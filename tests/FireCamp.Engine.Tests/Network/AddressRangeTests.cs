using System.Net;
using FireCamp.Engine.Model;
using FireCamp.Engine.Network;

namespace FireCamp.Engine.Tests.Network;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("10.0.0.100-10.0.0.150", "10.0.0.100", "10.0.0.150", 51)]
    [InlineData("10.0.0.255 - 10.0.1.1", "10.0.0.255", "10.0.1.1", 3)]
    [InlineData("10.0.0.7-10.0.0.7", "10.0.0.7", "10.0.0.7", 1)]
    [InlineData("10.0.0.96/27", "10.0.0.97", "10.0.0.126", 30)]
    [InlineData("10.0.0.96/31", "10.0.0.96", "10.0.0.97", 2)]
    [InlineData("10.0.0.96/32", "10.0.0.96", "10.0.0.96", 1)]
    public void Parse_RangeOrNetwork_HasItsAddresses(string text, string first, string last, int count)
    {
        var addresses = AddressRange.Parse(text).Addresses().ToList();

        Assert.Equal((first, last, count), (addresses[0], addresses[^1], addresses.Distinct().Count()));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("10.0.0.1", 1)]
    [InlineData("10.0.0-10.0.256.1", 2)]
    [InlineData("x-fd00::1", 2)]
    [InlineData("10.0.0.9-10.0.0.1", 1)]
    [InlineData("0.0.0.1-10.0.0.1", 2)]
    [InlineData("10.0.0.5/24", 1)]
    [InlineData("10.0.0.x/33", 2)]
    [InlineData("fd00::/64", 2)]
    [InlineData("10.0.0.0/8", 1)]
    [InlineData("127.0.0.0/24", 2)]
    [InlineData("224.0.0.1-224.0.0.9", 2)]
    public void Parse_Mistakes_AreAllNamed(string text, int mistakes)
    {
        var error = Assert.Throws<InvalidInputException>(() => AddressRange.Parse(text));

        Assert.Equal(("StaticIpPoolInvalid", mistakes), (error.ErrorId, error.Mistakes.Count));
    }

    [Fact]
    public void Contains_Addresses_AreToldApart()
    {
        var range = AddressRange.Parse("10.0.0.100-10.0.0.150");

        Assert.All((string[])["10.0.0.100", "10.0.0.120", "10.0.0.150"], a => Assert.True(range.Contains(IPAddress.Parse(a))));
        Assert.All((string[])["10.0.0.99", "10.0.0.151", "110.0.0.120", "::1"], a => Assert.False(range.Contains(IPAddress.Parse(a))));
        Assert.Throws<NetworkException>(() => range.Require("10.0.0.1"));
    }

    [Fact]
    public void Free_SomeUsed_GivesTheOthersLowestFirst()
        => Assert.Equal(
            ["10.9.0.100", "10.9.0.102"],
            new PoolIpProvider(AddressRange.Parse("10.9.0.100-10.9.0.150")).Free(new HashSet<string> { "10.9.0.101" }).Take(2));
}
