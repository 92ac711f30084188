using System.Text;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Metadata;

namespace FireCamp.Engine.Platforms.Local;

/// <summary>Reaches members through the agent of the node that has the member's claim.</summary>
/// <param name="identities">For agents that answer over TLS.</param>
public sealed class AgentMemberExecutor(IMetadataStore store, TimeProvider time, IAgentIdentities? identities = null) : IMemberExecutor
{
    public async Task<ExecResult> ExecuteAsync(
        string service, string member, ExecRequest request, IProgress<ExecLine>? output, CancellationToken cancel)
    {
        using var client = new AgentClient(await EndpointAsync(service, member, cancel).ConfigureAwait(false), time, identities);
        var exec = new AgentExecRequest
        {
            Action = request.Action,
            Command = request.Command,
            Environment = request.Environment,
            StandardInput = request.StandardInput,
            TimeoutSeconds = request.Timeout.TotalSeconds,
        };
        var (outText, errorText) = (new StringBuilder(), new StringBuilder());
        await foreach (var line in client.ExecuteAsync(service, member, exec, cancel).ConfigureAwait(false))
        {
            if (line.ExitCode is { } code)
            {
                return new ExecResult(code, outText.ToString(), errorText.ToString(), line.TimedOut == true);
            }

            (line.Stream == "err" ? errorText : outText).Append(line.Text).Append('\n');
            output?.Report(new ExecLine(line.Stream!, line.Text!));
        }

        throw new InvalidOperationException("An exec's answer ended without an exit code.");
    }

    public async Task<IReadOnlyDictionary<string, string>> FindChangedFilesAsync(string service, string member, CancellationToken cancel)
    {
        using var client = new AgentClient(await EndpointAsync(service, member, cancel).ConfigureAwait(false), time, identities);
        return (await client.GetFilesAsync(service, member, cancel).ConfigureAwait(false)).Changed;
    }

    public async Task<DateTimeOffset?> FindExpiryAsync(string endpoint, CancellationToken cancel)
    {
        using var client = new AgentClient(endpoint, time, identities);
        return (await client.GetHealthAsync(cancel).ConfigureAwait(false)).CertificateExpires;
    }

    public async Task LookAsync(string service, string member, CancellationToken cancel)
    {
        using var client = new AgentClient(await EndpointAsync(service, member, cancel).ConfigureAwait(false), time, identities);
        await client.LookAsync(service, member, cancel).ConfigureAwait(false);
    }

    public async Task RefreshAsync(string service, string member, CancellationToken cancel)
    {
        using var client = new AgentClient(await EndpointAsync(service, member, cancel).ConfigureAwait(false), time, identities);
        await client.RefreshAsync(service, member, cancel).ConfigureAwait(false);
    }

    private async Task<string> EndpointAsync(string service, string member, CancellationToken cancel)
    {
        var claim = await store.FindAsync(Keys.Claim(service, member), MetadataJson.Default.MemberClaim, cancel).ConfigureAwait(false);
        if (claim is null or { Value.Released: true })
        {
            throw new MemberAwayException(member, "no node has it");
        }

        var lease = await store.FindAsync(Keys.Lease(claim.Value.Node), MetadataJson.Default.NodeLease, cancel).ConfigureAwait(false);
        return lease is { Value.Released: false } && lease.Value.Holder == claim.Value.Holder
            ? lease.Value.Endpoint
            : throw new MemberAwayException(member, $"node {claim.Value.Node}, which has it, is not up");
    }
}
