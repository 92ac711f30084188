using ARSoft.Tools.Net.Dns;

namespace FireCamp.Engine.Dns.Rfc2136;

/// <summary>The library's view of a session's connection, for one message; the session keeps the connection itself.</summary>
internal sealed class DnsConnection(DnsTransport transport) : IClientConnection
{
    public IClientTransport Transport => transport;

    public bool IsFaulty => transport.Fault is not null;

    public Task<bool> SendAsync(DnsRawPackage package, CancellationToken token)
        => transport.SendAsync(package.ToArraySegment(true), token);

    public async Task<DnsReceivedRawPackage?> ReceiveAsync(DnsMessageIdentification identification, CancellationToken token)
        => await transport.ReceiveAsync(token).ConfigureAwait(false) is { } message
            ? new DnsReceivedRawPackage(message, transport.Server, transport.Server)
            : null;

    public void MarkFaulty()
    {
        // Only a fault of the connection itself counts; what the library dislikes about an answer is read from the answer.
    }

    public void RestartIdleTimeout(TimeSpan? timeout)
    {
        // The session ends the connection, not the idleness.
    }

    public void Dispose()
    {
        // The next message of the session takes the same way.
    }
}
