using System.Net;
using System.Net.Sockets;
using FireCamp.Engine.Dns.Rfc2136;

namespace FireCamp.Engine.Tests.Dns;

/// <summary>Answers that no real server gives to a signed question.</summary>
public sealed class DnsAnswerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("no error, without signature", "DnsAnswerUnsigned")]
    [InlineData("garbage", "DnsUnreachable")]
    [InlineData("half a message", "DnsUnreachable")]
    [InlineData("the end", "DnsUnreachable")]
    [InlineData("servfail, without signature", "DnsServerFailed")]
    public async Task AnyCall_StrangeAnswer_IsNotTaken(string kind, string id)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener, kind);
        var key = new TsigKey("fc-t1", "hmac-sha256", new byte[32]);
        var names = new Rfc2136DnsProvider(new Rfc2136Settings([(IPEndPoint)listener.LocalEndpoint], "t1-firecamp.com", key));

        var error = await Assert.ThrowsAsync<DnsException>(
            () => names.EnsureAsync(new Dictionary<string, string> { ["a.t1-firecamp.com"] = "10.0.0.1" }, Cancel));

        Assert.Equal(id, error.ErrorId);
        await answering;
    }

    private static async Task AnswerAsync(TcpListener listener, string kind)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancel);
        var question = new byte[2048];
        await client.GetStream().ReadAtLeastAsync(question, 14, cancellationToken: Cancel);
        // A header alone: the question's number, an authoritative answer, and how it went.
        byte[] Header(byte code) => [0, 12, question[2], question[3], 0x84, code, 0, 0, 0, 0, 0, 0, 0, 0];
        await client.GetStream().WriteAsync(
            kind switch
            {
                "no error, without signature" => Header(0),
                "servfail, without signature" => Header(2),
                "garbage" => (byte[])[0, 3, 1, 2, 3],
                "half a message" => (byte[])[0, 100, 1, 2, 3],
                _ => [],
            },
            Cancel);
    }
}
