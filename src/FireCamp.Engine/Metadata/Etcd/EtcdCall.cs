using Grpc.Core;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>One piece of work with etcd: asks one endpoint after the other until one answers or the time is over.</summary>
/// <remarks>
/// <para>An endpoint that is down answers at once that it is; one that is frozen, cut off or busy with an election doesn't
/// answer at all, so the first ones are left soon and the later ones are given more time.</para>
/// <para>A request may so be sent more than once: it must be one that does no harm when it is done twice.</para>
/// </remarks>
internal sealed class EtcdCall(EtcdCluster cluster, CancellationToken cancel)
{
    private static readonly TimeSpan FirstPatience = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(1);
    private const double Growth = 1.25;

    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMilliseconds(100);

    /// <summary>Kept of the whole time for finding out why nobody answered.</summary>
    private static readonly TimeSpan ForQuorum = TimeSpan.FromMilliseconds(500);

    /// <summary>When all endpoints say at once that they are down, they are asked this often altogether.</summary>
    private const int RoundsWhenAllAreDown = 2;

    private readonly Dictionary<EtcdEndpoint, EtcdFailure> failures = [];
    private long started = cluster.Time.GetTimestamp();
    private TimeSpan patience = FirstPatience;
    private int attempts;
    private int downInARow;
    private int logins;

    /// <summary>Whether a request that got no answer may have been done all the same.</summary>
    public bool MayHaveDone { get; private set; }

    /// <summary>Whether there is time left to ask anything else.</summary>
    public bool IsOver => Left <= TimeSpan.Zero;

    /// <summary>The time begins anew, for finding out what became of a write now that etcd answers again.</summary>
    public void GiveMoreTime() => started = cluster.Time.GetTimestamp();

    private TimeSpan Left => cluster.Address.Timeout - ForQuorum - cluster.Time.GetElapsedTime(started);

    /// <summary>Sends a request until an endpoint answers it.</summary>
    /// <param name="writes">What it writes, for errors; null when it writes nothing.</param>
    /// <exception cref="StoreUnavailableException">No endpoint did in time, or etcd refused it.</exception>
    /// <exception cref="StoreDamagedException">Etcd found its own content damaged.</exception>
    public async Task<T> SendAsync<T>(string? writes, Func<EtcdEndpoint, CallOptions, AsyncUnaryCall<T>> send)
        where T : class
    {
        for (var endpoint = cluster.Preferred; ; endpoint = cluster.Preferred)
        {
            var attempt = Patience();
            var before = cluster.Seen;
            var token = "";
            try
            {
                var deadline = (cluster.Time.GetUtcNow() + attempt).UtcDateTime;
                token = await cluster.Login.TokenAsync(endpoint, deadline, cancel).ConfigureAwait(false);
                using var call = send(endpoint, new CallOptions(Headers(token), deadline, cancel));
                var answer = await call.ResponseAsync.ConfigureAwait(false);
                cluster.Saw(answer, before);
                return answer;
            }
            catch (RpcException e)
            {
                cancel.ThrowIfCancellationRequested();
                await GoOnAsync(endpoint, token, EtcdFailure.Of(e, attempt, cluster.Address.Tls), writes, e).ConfigureAwait(false);
            }
        }
    }

    internal static Grpc.Core.Metadata Headers(string token) => token.Length == 0 ? [] : new() { { "token", token } };

    // Returns when there is reason to try again.
    private async Task GoOnAsync(EtcdEndpoint endpoint, string token, EtcdFailure failure, string? writes, RpcException cause)
    {
        failures[endpoint] = failure;
        MayHaveDone |= writes is not null && failure.Outcome is EtcdOutcome.Unknown;
        switch (failure.Outcome)
        {
            case EtcdOutcome.Refused when failure.IsDamage:
                throw new StoreDamagedException(cluster.Name, $"{failure.Why}.", cause);
            case EtcdOutcome.Refused:
                throw new StoreUnavailableException(
                    cluster.Name, $"{endpoint.Name} refuses to {writes ?? "read"}: {failure.Why}.{Doubt(writes)}", cause);
            case EtcdOutcome.LoginOver when logins++ < cluster.Endpoints.Count:
                cluster.Login.Forget(token);
                return;
            default:
                cluster.Leave(endpoint);
                break;
        }

        downInARow = failure.IsDown ? downInARow + 1 : 0;
        attempts++;
        if (IsOver || downInARow >= RoundsWhenAllAreDown * cluster.Endpoints.Count)
        {
            var why = await EtcdQuorum.ExplainAsync(cluster, failures, cancel).ConfigureAwait(false);
            throw new StoreUnavailableException(cluster.Name, $"{why}{Doubt(writes)}", cause);
        }

        if (attempts % cluster.Endpoints.Count == 0)
        {
            await Task.Delay(BetweenRounds, cluster.Time, cancel).ConfigureAwait(false);
        }
    }

    private TimeSpan Patience()
    {
        var now = cluster.Endpoints.Count == 1 || Left < patience ? Left : patience;
        patience = patience * Growth < LongestPatience ? patience * Growth : LongestPatience;
        // Never nothing: who is over his time learns so from the attempt's failure.
        return now > TimeSpan.FromMilliseconds(50) ? now : TimeSpan.FromMilliseconds(50);
    }

    private string Doubt(string? writes)
        => writes is not null && MayHaveDone ? $" Whether it did {writes} can't be told." : "";
}
