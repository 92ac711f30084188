using System.Net.Sockets;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Clients.Agent;

/// <summary>How HTTP reaches an agent, over connections that are kept. Safe to use from many threads.</summary>
internal sealed class AgentConnection : IDisposable
{
    private const string UnixScheme = "unix://";

    private readonly Lock gate = new();
    private readonly List<HttpClient> all = [];
    private readonly string endpoint;
    private readonly IAgentIdentities? identities;
    private readonly TimeProvider time;
    private AgentIdentity? shown;

    /// <exception cref="FireCampException">The endpoint is of no known form, or needs an identity and none is given.</exception>
    public AgentConnection(string endpoint, IAgentIdentities? identities, TimeProvider time)
    {
        (this.endpoint, this.time) = (endpoint, time);
        if (endpoint.StartsWith(UnixScheme + "/", StringComparison.Ordinal))
        {
            all.Add(Client(cancel => ConnectAsync(endpoint[UnixScheme.Length..], cancel)));
        }
        else if (Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address is { Scheme: "https", PathAndQuery: "/" })
        {
            this.identities = identities ?? throw new FireCampException("AgentIdentityUnusable",
                $"The agent at {endpoint} can't be called without a certificate.",
                "Give this machine a certificate of the cluster (docs/security.md).");
        }
        else
        {
            throw new FireCampException("AgentEndpointInvalid", $"'{endpoint}' is no agent's endpoint.",
                "An endpoint is unix:// and an absolute path, or https:// with host and port, as in the node's lease.");
        }
    }

    /// <summary>For the next request. Connections that showed a certificate that was replaced meanwhile are not used again.</summary>
    public HttpClient Http
    {
        get
        {
            if (identities is null)
            {
                return all[0];
            }

            var identity = identities.Current;
            lock (gate)
            {
                if (identity != shown)
                {
                    var connection = new AgentTlsConnection(new Uri(endpoint), identity, time);
                    all.Add(Client(connection.OpenAsync));
                    shown = identity;
                }

                return all[^1];
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            all.ForEach(c => c.Dispose());
        }
    }

    private static HttpClient Client(Func<CancellationToken, ValueTask<Stream>> connect)
        => new(new SocketsHttpHandler { ConnectCallback = (_, cancel) => connect(cancel), UseProxy = false })
        {
            BaseAddress = new Uri("http://agent"),
            Timeout = Timeout.InfiniteTimeSpan,
        };

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
