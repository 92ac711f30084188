using System.Net.Sockets;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Clients.Agent;

/// <summary>How HTTP reaches an agent.</summary>
internal static class AgentConnection
{
    private const string UnixScheme = "unix://";

    /// <exception cref="FireCampException">The endpoint is of no known form.</exception>
    public static SocketsHttpHandler HandlerFor(string endpoint)
    {
        if (!endpoint.StartsWith(UnixScheme + "/", StringComparison.Ordinal))
        {
            throw new FireCampException("AgentEndpointInvalid", $"'{endpoint}' is no agent's endpoint.",
                "An endpoint is unix:// and an absolute path, as in the node's lease.");
        }

        var path = endpoint[UnixScheme.Length..];
        return new SocketsHttpHandler
        {
            ConnectCallback = (_, cancel) => ConnectAsync(path, cancel),
            UseProxy = false,
        };
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
