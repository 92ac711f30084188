using System.Net.Sockets;
using Etcdserverpb;
using Grpc.Net.Client;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>One member of an etcd cluster: a connection that is made when it is first used, and again when it was lost.</summary>
/// <remarks>
/// Below dotnet-etcd's own client on purpose, on its wire types alone: that one repeats calls by itself, and a
/// compare-and-set that was repeated unseen looks like somebody else's.
/// </remarks>
internal sealed class EtcdEndpoint : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    // etcd closes connections that ask more often than every 5 s.
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(5);

    private readonly GrpcChannel channel;

    public EtcdEndpoint(string name, EtcdSecurity? security)
    {
        Name = name;
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectTimeout,
            KeepAlivePingDelay = PingEvery,
            KeepAlivePingTimeout = PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            UseProxy = false,
            // With a callback of its own, the channel leaves connecting to the handler. By itself it would wait for up to two
            // minutes before it tries an endpoint again that was down.
            ConnectCallback = ConnectAsync,
        };
        if (security is not null)
        {
            handler.SslOptions = security.Options();
        }

        channel = GrpcChannel.ForAddress(
            $"{(security is null ? "http" : "https")}://{name}",
            new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true, MaxReceiveMessageSize = null });
        Records = new KV.KVClient(channel);
        Watches = new Etcdserverpb.Watch.WatchClient(channel);
        Logins = new Auth.AuthClient(channel);
        Upkeep = new Maintenance.MaintenanceClient(channel);
    }

    /// <summary><c>host:port</c>.</summary>
    public string Name { get; }

    public KV.KVClient Records { get; }

    public Etcdserverpb.Watch.WatchClient Watches { get; }

    public Auth.AuthClient Logins { get; }

    public Maintenance.MaintenanceClient Upkeep { get; }

    public void Dispose() => channel.Dispose();

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
