using System.Net;
using System.Net.NetworkInformation;
using FireCamp.Engine.Network;

namespace FireCamp.Engine.Tests.Network;

public sealed class ArpPacketTests
{
    private static readonly PhysicalAddress Own = PhysicalAddress.Parse("02:00:00:00:00:01");
    private static readonly PhysicalAddress Other = PhysicalAddress.Parse("02:00:00:00:00:02");
    private static readonly IPAddress Address = IPAddress.Parse("10.0.0.100");

    [Fact]
    public void ToFrame_Probe_IsAsTheStandardsHaveIt()
        => Assert.Equal(
            "FFFFFFFFFFFF" + "020000000001" + "0806" + "0001" + "0800" + "06" + "04" + "0001"
            + "020000000001" + "00000000" + "000000000000" + "0A000064",
            Convert.ToHexString(ArpPacket.Probe(Own, Address).ToFrame()));

    [Fact]
    public void Parse_OwnFrames_GivesThemBack()
        => Assert.All(
            (ArpPacket[])[ArpPacket.Probe(Own, Address), ArpPacket.Announcement(Own, Address), ArpPacket.AnnouncementAsReply(Own, Address)],
            p => Assert.Equal(p, ArpPacket.Parse(p.ToFrame())));

    [Fact]
    public void Parse_AnythingElse_IsNull()
    {
        var frame = ArpPacket.Probe(Own, Address).ToFrame();
        Assert.Null(ArpPacket.Parse(frame.AsSpan(0, 41)));
        foreach (var place in (int[])[12, 14, 16, 18, 19, 20])
        {
            var broken = frame.ToArray();
            broken[place] ^= 0x40;
            Assert.Null(ArpPacket.Parse(broken));
        }
    }

    [Fact]
    public void Disputes_OnlyWhoHasTheAddressOrTakesIt()
    {
        Assert.True(ArpPacket.AnnouncementAsReply(Other, Address).Disputes(Address, Own));
        Assert.True(ArpPacket.Announcement(Other, Address).Disputes(Address, Own));
        Assert.True(ArpPacket.Probe(Other, Address).Disputes(Address, Own));
        Assert.False(ArpPacket.Probe(Own, Address).Disputes(Address, Own));
        Assert.False(ArpPacket.Announcement(Other, IPAddress.Parse("10.0.0.101")).Disputes(Address, Own));
        // Somebody asks where the address is, which is what clients do.
        Assert.False(new ArpPacket(false, Other, IPAddress.Parse("10.0.0.9"), PhysicalAddress.None, Address).Disputes(Address, Own));
    }
}
