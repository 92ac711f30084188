using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Secrets;

/// <summary>Replaces the cluster's certificate authority while everybody goes on talking.</summary>
/// <remarks>
/// Agents see for themselves that there is a next authority and have their certificates issued anew (<see cref="IdentityKeeper"/>). Whether
/// one has is proved by talking to it; only then comes the next step. A repeat goes on where an interrupted change was left.
/// </remarks>
/// <param name="agents">Where each node's agent answers.</param>
public sealed class AuthorityChange(
    ClusterAuthority authority, IdentityKeeper own, string engine, IReadOnlyDictionary<string, string> agents, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>A new authority alone is accepted, and all agents show certificates of it.</summary>
    /// <exception cref="FireCampException">An agent didn't follow in time; old and new authority are both accepted then.</exception>
    public async Task RunAsync(IProgress<string>? progress, CancellationToken cancel)
    {
        await authority.AddNextAsync(cancel).ConfigureAwait(false);
        progress?.Report("Waiting until all agents accept the next authority");
        var probe = await authority.IssueProbeAsync(engine, cancel).ConfigureAwait(false);
        await AllAsync(AgentIdentity.FromPem(probe.Identity, probe.Authorities), cancel).ConfigureAwait(false);

        await authority.SwitchAsync(cancel).ConfigureAwait(false);
        await own.KeepAsync(cancel).ConfigureAwait(false);
        progress?.Report("Waiting until all agents have certificates of the next authority");
        var next = (await authority.LookAsync(cancel).ConfigureAwait(false)).Newest;
        await AllAsync(AgentIdentity.FromPem(probe.Identity, next), cancel).ConfigureAwait(false);

        await authority.DropOldAsync(cancel).ConfigureAwait(false);
        await own.KeepAsync(cancel).ConfigureAwait(false);
    }

    private Task AllAsync(AgentIdentity identity, CancellationToken cancel)
        => Task.WhenAll(agents.Select(a => UntilAnswersAsync(a.Key, a.Value, new Shown(identity), cancel)));

    private async Task UntilAnswersAsync(string node, string endpoint, IAgentIdentities identities, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                using var client = new AgentClient(endpoint, time, identities);
                await client.GetHealthAsync(cancel).ConfigureAwait(false);
                return;
            }
            catch (FireCampException e) when (time.GetElapsedTime(started) > Patience)
            {
                throw new FireCampException("AuthorityNotTaken", $"The agent of node {node} doesn't take the next authority: {e.Message}",
                    "See its log; once it answers, run the command again: it goes on from here.", e) { Target = node };
            }
            catch (FireCampException)
            {
                await Task.Delay(LookEvery, time, cancel).ConfigureAwait(false);
            }
        }
    }

    private sealed record Shown(AgentIdentity Current) : IAgentIdentities;
}
