using Docker.DotNet;
using Docker.DotNet.Handler.Abstractions;
using Docker.DotNet.Models;
using Docker.DotNet.NativeHttp;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>The managers of a swarm. Every call has a deadline.</summary>
/// <remarks>
/// While managers elect a leader, which takes ten seconds, they answer with errors or not at all. So a call is repeated, with the next
/// manager where there is one, until its patience is over; everything that is asked through here may be repeated.
/// </remarks>
public sealed class SwarmConnection : IDisposable
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(3);

    /// <summary>Each is an ssh of its own, and ssh servers refuse many new ones at once.</summary>
    private const int MostTunnels = 4;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(250);

    private readonly SwarmConnectionSpec spec;
    private readonly IReadOnlyList<DockerClient> clients;
    private int current;

    /// <exception cref="InvalidInputException">The spec has mistakes, all of which it names. Nothing was connected to.</exception>
    public SwarmConnection(SwarmConnectionSpec spec, TimeProvider time)
    {
        var mistakes = SwarmConnectionCheck.Check(spec, time);
        if (mistakes.Count > 0)
        {
            throw new InvalidInputException("InvalidSwarmConnection", "The connection to the swarm", mistakes);
        }

        this.spec = spec;
        Time = time;
        clients = [.. spec.Endpoints.Select(e => ClientOf(new Uri(e)))];
    }

    internal TimeProvider Time { get; }

    /// <summary>What keeps the managers from being used now, all of it; empty when they can be. Each is asked once.</summary>
    public async Task<IReadOnlyList<Mistake>> CheckAsync(CancellationToken cancel)
        => [.. (await Task.WhenAll(clients.Select((_, i) => CheckAsync(i, cancel))).ConfigureAwait(false)).OfType<Mistake>()];

    public void Dispose()
    {
        foreach (var client in clients)
        {
            client.Dispose();
        }
    }

    /// <summary>Makes a call, again and again while it fails for a reason that may be over soon.</summary>
    /// <param name="attempt">What is tried, to begin an error's message with: <c>Listing the swarm's nodes</c>.</param>
    /// <exception cref="SwarmUnavailableException">The patience is over.</exception>
    /// <exception cref="DockerApiException">An answer that the caller has a meaning for: absent (404), a conflict.</exception>
    internal async Task<T> CallAsync<T>(
        string attempt, Func<IDockerClient, CancellationToken, Task<T>> call, SwarmPatience patience, CancellationToken cancel)
    {
        var started = Time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            var index = Volatile.Read(ref current);
            try
            {
                return await TryAsync(index, attempt, call, patience, cancel).ConfigureAwait(false);
            }
            catch (SwarmUnavailableException e)
            {
                Interlocked.CompareExchange(ref current, (index + 1) % clients.Count, index);
                if (tries >= clients.Count && Time.GetElapsedTime(started) >= patience.Whole)
                {
                    throw patience.Whole > TimeSpan.Zero
                        ? new SwarmUnavailableException(
                            attempt, $"for {patience.Whole.TotalSeconds:F0} s no manager did it. The last answer: {e.Message}", e)
                        : e;
                }
            }

            await Task.Delay(BetweenTries, Time, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>As <see cref="CallAsync{T}(string, Func{IDockerClient, CancellationToken, Task{T}}, SwarmPatience, CancellationToken)"/>, for a
    /// change.</summary>
    internal Task ChangeAsync(string attempt, Func<IDockerClient, CancellationToken, Task> call, CancellationToken cancel)
        => CallAsync(
            attempt,
            async (docker, token) =>
            {
                await call(docker, token).ConfigureAwait(false);
                return true;
            },
            SwarmPatience.Change,
            cancel);

    private async Task<T> TryAsync<T>(
        int index, string attempt, Func<IDockerClient, CancellationToken, Task<T>> call, SwarmPatience patience, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(patience.Answer, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            return await call(clients[index], either.Token).WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && !SwarmFault.IsAbsent(e) && !SwarmFault.IsConflict(e))
        {
            throw SwarmFault.Of(attempt, spec.Endpoints[index], e);
        }
    }

    private async Task<Mistake?> CheckAsync(int index, CancellationToken cancel)
    {
        try
        {
            var info = await TryAsync(
                index, "Asking for the swarm", (d, c) => d.System.GetSystemInfoAsync(c), SwarmPatience.Look, cancel).ConfigureAwait(false);
            return WhyUnusable(info.Swarm) is { } why ? new Mistake(spec.Endpoints[index], why) : null;
        }
        catch (FireCampException e)
        {
            return new Mistake(spec.Endpoints[index], e.Message);
        }
    }

    private static string? WhyUnusable(Info? swarm) => swarm switch
    {
        null or { LocalNodeState: "inactive" or "" } => "is in no swarm: make one with 'docker swarm init', or name another machine.",
        { LocalNodeState: "locked" } => "is locked: run 'docker swarm unlock' there.",
        { Error.Length: > 0 } => $"can't be used as a manager now: {swarm.Error}",
        { ControlAvailable: false } => "is a worker of its swarm: name a manager.",
        _ => null,
    };

    private DockerClient ClientOf(Uri endpoint)
    {
        var builder = new DockerClientBuilder().WithTimeout(Timeout.InfiniteTimeSpan);
        return endpoint.Scheme switch
        {
            "unix" => builder.WithEndpoint(endpoint).Build(),

            // A host name for HTTP's sake: what ssh's other end talks to is the manager's own socket.
            SshEndpoint.Scheme => builder.WithEndpoint(new Uri("tcp://docker:2375"))
                .WithTransportOptions(new NativeHttpTransportOptions { ConfigureHandler = h => Tunnel(h, endpoint) }).Build(),
            _ => builder.WithEndpoint(endpoint).WithAuthProvider(new TlsAlways())
                .WithTransportOptions(new NativeHttpTransportOptions { ConfigureHandler = Secure }).Build(),
        };
    }

    private void Tunnel(SocketsHttpHandler handler, Uri endpoint)
    {
        handler.ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(SshStream.Open(spec.SshProgram, endpoint));
        handler.MaxConnectionsPerServer = MostTunnels;
        handler.UseProxy = false;
    }

    private void Secure(SocketsHttpHandler handler)
    {
        handler.SslOptions = SwarmTls.Options(spec);
        handler.ConnectTimeout = ConnectTime;
        handler.UseProxy = false;
    }

    private sealed class TlsAlways : IAuthProvider
    {
        public bool TlsEnabled => true;

        public HttpMessageHandler ConfigureHandler(HttpMessageHandler handler) => handler;
    }
}
