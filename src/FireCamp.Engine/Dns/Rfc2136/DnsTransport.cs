using System.Net;
using System.Net.Sockets;
using ARSoft.Tools.Net.Dns;

namespace FireCamp.Engine.Dns.Rfc2136;

/// <summary>One TCP connection to one server, for all messages of a session one after the other.</summary>
/// <remarks>
/// The library answers null to whatever goes wrong. This keeps what really happened: the last answer as it came, and the
/// fault that ended the connection.
/// </remarks>
internal sealed class DnsTransport(IPEndPoint server) : IClientTransport
{
    private readonly TcpClient tcp = new(server.AddressFamily) { NoDelay = true };

    private Action heard = () => { };

    public IPEndPoint Server => server;

    /// <summary>The last answer, or null when none came since <see cref="Begin"/>.</summary>
    public byte[]? Answer { get; private set; }

    public Exception? Fault { get; private set; }

    public ushort MaximumAllowedQuerySize => ushort.MaxValue;

    public bool SupportsReliableTransfer => true;

    public bool SupportsMulticastTransfer => false;

    public bool SupportsPooledConnections => false;

    /// <summary>Another exchange begins.</summary>
    /// <param name="onHeard">Called for each message that comes.</param>
    public void Begin(Action onHeard) => (Answer, heard) = (null, onHeard);

    public Task<IClientConnection?> GetPooledConnectionAsync(DnsClientEndpointInfo endpointInfo, CancellationToken token)
        => Task.FromResult<IClientConnection?>(null);

    public async Task<IClientConnection?> ConnectAsync(DnsClientEndpointInfo endpointInfo, int queryTimeout, CancellationToken token)
    {
        var connected = tcp.Connected || await KeptAsync(() => tcp.ConnectAsync(server, token).AsTask()).ConfigureAwait(false);
        return connected && Fault is null ? new DnsConnection(this) : null;
    }

    public Task<bool> SendAsync(ReadOnlyMemory<byte> message, CancellationToken token)
        => KeptAsync(() => tcp.GetStream().WriteAsync(message, token).AsTask());

    /// <summary>The next message with its length before it; null after a fault.</summary>
    public async Task<byte[]?> ReceiveAsync(CancellationToken token)
    {
        byte[] message = [0, 0];
        var complete = await KeptAsync(async () =>
        {
            await tcp.GetStream().ReadExactlyAsync(message, token).ConfigureAwait(false);
            Array.Resize(ref message, 2 + (message[0] << 8) + message[1]);
            await tcp.GetStream().ReadExactlyAsync(message.AsMemory(2), token).ConfigureAwait(false);
        }).ConfigureAwait(false);
        if (!complete)
        {
            return null;
        }

        heard();
        Answer = message[2..];
        return message;
    }

    public void Dispose() => tcp.Dispose();

    private async Task<bool> KeptAsync(Func<Task> action)
    {
        try
        {
            await action().ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            Fault = e;
            return false;
        }
    }
}
