using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Clients.Agent;

/// <summary>Talks to one node's agent. Safe to use from many threads.</summary>
/// <remarks>
/// Every call throws <see cref="AgentUnreachableException"/> when nobody answers in time and
/// <see cref="AgentRefusedException"/> when the agent answers with an error, and at an https endpoint
/// <see cref="AgentCertificateException"/> when what answers there isn't the agent. A frozen agent's socket still takes
/// connections, so the time until the answer begins is limited, not only the time to connect.
/// </remarks>
public sealed class AgentClient : IDisposable
{
    /// <summary>How long an agent may take until its answer begins: an agent that is alive answers within milliseconds.</summary>
    public static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    /// <summary>How long a look or a refresh may take: a probe that is under way has to end before the one that counts begins.</summary>
    private static readonly TimeSpan LookTime = TimeSpan.FromSeconds(30);

    /// <summary>How much later than its own timeout a command's end may be reported.</summary>
    private static readonly TimeSpan ExecGrace = TimeSpan.FromSeconds(10);

    private readonly AgentConnection connection;
    private readonly string endpoint;
    private readonly TimeProvider time;

    /// <param name="endpoint">As in the node's lease: <c>unix:///path/agent.sock</c> or <c>https://host:port</c>.</param>
    /// <param name="identities">What to show and whom to trust at an https endpoint; looked at anew for each call.</param>
    /// <exception cref="FireCampException">The endpoint is of no known form, or needs an identity and none is given.</exception>
    public AgentClient(string endpoint, TimeProvider time, IAgentIdentities? identities = null)
    {
        this.endpoint = endpoint;
        this.time = time;
        connection = new AgentConnection(endpoint, identities, time);
    }

    public async Task<AgentHealth> GetHealthAsync(CancellationToken cancel)
    {
        using var response = await SendAsync(new(HttpMethod.Get, AgentPaths.Health), "ask for its health", AnswerTime, cancel)
            .ConfigureAwait(false);
        return await BodyAsync(response, AgentJson.Default.AgentHealth, "ask for its health", cancel).ConfigureAwait(false);
    }

    /// <summary>What the agent sees of the storage that all nodes share.</summary>
    /// <param name="token">Was written there by this machine.</param>
    public async Task<AgentStorage> SeesStorageAsync(string token, CancellationToken cancel)
    {
        using var response = await SendAsync(new(HttpMethod.Get, AgentPaths.Storage(token)), "ask for its storage", AnswerTime, cancel)
            .ConfigureAwait(false);
        return await BodyAsync(response, AgentJson.Default.AgentStorage, "ask for its storage", cancel).ConfigureAwait(false);
    }

    /// <summary>Which of a running member's files are not as they were written.</summary>
    public async Task<AgentFiles> GetFilesAsync(string service, string member, CancellationToken cancel)
    {
        var attempt = $"look at the files of {member}";
        using var response = await SendAsync(new(HttpMethod.Get, AgentPaths.Files(service, member)), attempt, AnswerTime, cancel)
            .ConfigureAwait(false);
        return await BodyAsync(response, AgentJson.Default.AgentFiles, attempt, cancel).ConfigureAwait(false);
    }

    /// <summary>The images of members that may come to the node, and whether it has them.</summary>
    public async Task<IReadOnlyList<AgentImage>> ListImagesAsync(CancellationToken cancel)
    {
        using var response = await SendAsync(new(HttpMethod.Get, AgentPaths.Images), "ask for its images", AnswerTime, cancel)
            .ConfigureAwait(false);
        return await BodyAsync(response, AgentJson.Default.IReadOnlyListAgentImage, "ask for its images", cancel).ConfigureAwait(false);
    }

    /// <summary>Asks the agent not to take a node's claims for a while.</summary>
    /// <param name="answerWithin">How long to wait for the answer: what is left of the asker's own lease.</param>
    public async Task<PledgeResponse> PledgeAsync(PledgeRequest pledge, TimeSpan answerWithin, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, AgentPaths.Pledges)
        {
            Content = JsonContent.Create(pledge, AgentJson.Default.PledgeRequest),
        };
        using var response = await SendAsync(request, "ask for a pledge", answerWithin, cancel).ConfigureAwait(false);
        return await BodyAsync(response, AgentJson.Default.PledgeResponse, "ask for a pledge", cancel).ConfigureAwait(false);
    }

    /// <summary>The agent has been told to end its members and itself; returns before it has.</summary>
    public async Task StopAsync(CancellationToken cancel)
    {
        using var response = await SendAsync(new(HttpMethod.Post, AgentPaths.Stop), "stop it", AnswerTime, cancel)
            .ConfigureAwait(false);
    }

    /// <summary>The member has been probed after the call, and the store holds what was seen.</summary>
    public async Task LookAsync(string service, string member, CancellationToken cancel)
    {
        using var response = await SendAsync(new(HttpMethod.Post, AgentPaths.Look(service, member)), $"look at {member}", LookTime, cancel)
            .ConfigureAwait(false);
    }

    /// <summary>The running member's files, probe and actions are those of its recorded spec.</summary>
    public async Task RefreshAsync(string service, string member, CancellationToken cancel)
    {
        using var response = await SendAsync(new(HttpMethod.Post, AgentPaths.Refresh(service, member)), $"refresh {member}", LookTime, cancel)
            .ConfigureAwait(false);
    }

    /// <summary>The agent's metrics in Prometheus' text format.</summary>
    public async Task<string> GetMetricsAsync(CancellationToken cancel)
    {
        using var response = await SendAsync(new(HttpMethod.Get, AgentPaths.Metrics), "read its metrics", AnswerTime, cancel)
            .ConfigureAwait(false);
        return await Guard("read its metrics", AnswerTime, response.Content.ReadAsStringAsync, cancel).ConfigureAwait(false);
    }

    /// <summary>Runs a command in a member: its output as it comes, last the event with the exit code.</summary>
    /// <remarks>Cancelling, or leaving the enumeration early, closes the connection: the agent then kills the command.</remarks>
    public async IAsyncEnumerable<AgentExecEvent> ExecuteAsync(
        string service, string member, AgentExecRequest exec, [EnumeratorCancellation] CancellationToken cancel)
    {
        var attempt = $"run a command in {member}";
        using var request = new HttpRequestMessage(HttpMethod.Post, AgentPaths.Exec(service, member))
        {
            Content = JsonContent.Create(exec, AgentJson.Default.AgentExecRequest),
        };
        using var response = await SendAsync(request, attempt, AnswerTime, cancel).ConfigureAwait(false);
        var lines = new NdJsonReader(endpoint, attempt, time, TimeSpan.FromSeconds(exec.TimeoutSeconds) + ExecGrace);
        await foreach (var line in lines.ReadAsync(response, AgentJson.Default.AgentExecEvent, cancel).ConfigureAwait(false))
        {
            if (line.ErrorId is { } id)
            {
                throw new AgentRefusedException(new(id, line.Message ?? "", line.NextStep ?? ""));
            }

            yield return line;
            if (line.ExitCode is not null)
            {
                yield break;
            }
        }

        throw new AgentUnreachableException(endpoint, attempt, "the connection ended before the command did.");
    }

    /// <summary>A member's lines as this node's agent can read them, oldest first.</summary>
    public async IAsyncEnumerable<LogLine> ReadLogAsync(
        string member, int? tail, DateTimeOffset? since, bool follow, [EnumeratorCancellation] CancellationToken cancel)
    {
        var attempt = $"read the log of {member}";
        using var request = new HttpRequestMessage(HttpMethod.Get, AgentPaths.Logs(member, tail, since, follow));
        using var response = await SendAsync(request, attempt, AnswerTime, cancel).ConfigureAwait(false);
        var lines = new NdJsonReader(endpoint, attempt, time, Timeout.InfiniteTimeSpan);
        await foreach (var line in lines.ReadAsync(response, AgentJson.Default.LogLine, cancel).ConfigureAwait(false))
        {
            yield return line;
        }
    }

    public void Dispose() => connection.Dispose();

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, string attempt, TimeSpan limit, CancellationToken cancel)
    {
        var response = await Guard(attempt, limit, c => connection.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, c), cancel)
            .ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await RefusalAsync(response, attempt, cancel).ConfigureAwait(false);
        }
    }

    private async Task<AgentRefusedException> RefusalAsync(HttpResponseMessage response, string attempt, CancellationToken cancel)
    {
        try
        {
            return new(await BodyAsync(response, AgentJson.Default.AgentError, attempt, cancel).ConfigureAwait(false));
        }
        catch (AgentUnreachableException)
        {
            var temporary = response.StatusCode >= HttpStatusCode.InternalServerError;
            return response.StatusCode == HttpStatusCode.NotFound
                ? new(new("AgentTooOld", $"Can't {attempt}: the agent at {endpoint} is of a version that knows no such request.",
                    "Upgrade it with Install-FireCampAgent; on Local stop the node and start it again."))
                : new(new("AgentFailed", $"Can't {attempt}: the agent at {endpoint} answered {(int)response.StatusCode}.",
                    "See the agent's log on that node.", temporary));
        }
    }

    private async Task<T> BodyAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, string attempt, CancellationToken cancel)
    {
        try
        {
            return await Guard(attempt, AnswerTime, c => response.Content.ReadFromJsonAsync(type, c), cancel).ConfigureAwait(false)
                ?? throw new AgentUnreachableException(endpoint, attempt, "its answer is empty.");
        }
        catch (JsonException e)
        {
            throw new AgentUnreachableException(endpoint, attempt, "what it answers is not an agent's answer.", e);
        }
    }

    private async Task<T> Guard<T>(string attempt, TimeSpan limit, Func<CancellationToken, Task<T>> call, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            return await call(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new AgentUnreachableException(endpoint, attempt, $"no answer within {limit.TotalSeconds:0.#} s.", e);
        }
        catch (HttpRequestException e) when (e.InnerException is AgentCertificateException untrusted)
        {
            throw untrusted;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new AgentUnreachableException(endpoint, attempt, (e.InnerException ?? e).Message, e);
        }
    }
}
