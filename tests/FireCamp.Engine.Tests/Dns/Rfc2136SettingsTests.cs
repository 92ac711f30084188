using System.Net;
using FireCamp.Engine.Dns.Rfc2136;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Dns;

public sealed class Rfc2136SettingsTests
{
    [Theory]
    [InlineData("10.0.0.53", "10.0.0.53:53")]
    [InlineData("10.0.0.53:5353", "10.0.0.53:5353")]
    [InlineData("fd00::53", "[fd00::53]:53")]
    [InlineData("[fd00::53]:5353", "[fd00::53]:5353")]
    public void ParseServer_Address_HasAPort(string text, string server)
        => Assert.Equal(server, Rfc2136Settings.ParseServer(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("ns.example.com")]
    [InlineData("10.0.0.53:x")]
    public void ParseServer_NoAddress_IsRefused(string text)
        => Assert.Equal("DnsServerInvalid", Assert.Throws<InvalidInputException>(() => Rfc2136Settings.ParseServer(text)).ErrorId);

    [Fact]
    public void Constructor_Mistakes_AreAllNamed()
    {
        var wrong = new Rfc2136Settings([], "t1-firecamp.com", new TsigKey("k", "hmac-sha256", []))
        {
            Zone = "camp.com",
            TimeToLive = TimeSpan.FromSeconds(-1),
            Timeout = TimeSpan.Zero,
        };

        Assert.Equal(4, Assert.Throws<InvalidInputException>(() => new Rfc2136DnsProvider(wrong)).Mistakes.Count);
    }

    [Fact]
    public void Messages_ManyChanges_AreFewAndEachFits()
    {
        var changes = Enumerable.Range(0, 1000).Select(n => new HostChange($"mypg-{n}.t1-firecamp.com", IPAddress.Loopback)).ToList();

        var messages = HostChange.Messages(changes).ToList();

        Assert.Equal(changes, messages.SelectMany(m => m));
        Assert.InRange(messages.Count, 2, 6);
        Assert.Empty(HostChange.Messages([]));
    }
}
