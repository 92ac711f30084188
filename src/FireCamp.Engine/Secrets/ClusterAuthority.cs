using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Secrets;

/// <summary>The cluster's own certificate authority: it issues what agents and engines prove to each other who they are with.</summary>
/// <remarks>
/// <para>It is valid for 10 years, and lies in the metadata store with its key sealed. All calls are safe to repeat and to make at once.</para>
/// <para>It is replaced without interruption in three steps, each of which has to reach all nodes and engines before the next:
/// <see cref="AddNextAsync"/> and pass <see cref="AcceptedAsync"/> on; <see cref="SwitchAsync"/> and issue all certificates anew;
/// <see cref="DropOldAsync"/> and pass <see cref="AcceptedAsync"/> on again.</para>
/// </remarks>
public sealed class ClusterAuthority(string cluster, IMetadataStore store, ISecretStore secrets, TimeProvider time)
{
    /// <summary>How long certificates of nodes and engines are valid.</summary>
    public TimeSpan Life { get; init; } = TimeSpan.FromDays(365);

    /// <summary>The cluster has an authority; one that it had stays.</summary>
    public Task EnsureAsync(CancellationToken cancel)
        => ChangeAsync(current => current is null && Make() is var first ? new([first], first.Id) : null, cancel);

    /// <summary>A node's certificate for serving and calling.</summary>
    /// <param name="addresses">IP addresses and DNS names under which its agent is called, besides its name.</param>
    public Task<IssuedIdentity> IssueNodeAsync(string node, IReadOnlyList<string> addresses, CancellationToken cancel)
        => IssueAsync(node, AgentRole.Node, addresses, cancel);

    /// <summary>An engine's certificate for calling agents.</summary>
    public Task<IssuedIdentity> IssueEngineAsync(string engine, CancellationToken cancel) => IssueAsync(engine, AgentRole.Engine, [], cancel);

    /// <summary>The certificates of all accepted authorities, in PEM.</summary>
    public async Task<string> AcceptedAsync(CancellationToken cancel) => Accepted(await GetAsync(cancel).ConfigureAwait(false));

    /// <summary>Who issues now, and who is accepted.</summary>
    public async Task<AuthoritySight> LookAsync(CancellationToken cancel)
    {
        var record = await GetAsync(cancel).ConfigureAwait(false);
        return new(record.Authorities.Single(a => a.Id == record.Issuing).Certificate, record.Authorities[^1].Certificate, Accepted(record));
    }

    /// <summary>An engine's certificate by the newest authority, which may not issue yet: who accepts it accepts that authority.</summary>
    public Task<IssuedIdentity> IssueProbeAsync(string engine, CancellationToken cancel)
        => IssueAsync(engine, AgentRole.Engine, [], cancel, r => r.Authorities[^1]);

    /// <summary>There is a next authority, which is accepted and doesn't issue yet; if there was one, it stays.</summary>
    public Task AddNextAsync(CancellationToken cancel)
        => ChangeAsync(
            current => Existing(current) is { Authorities: [var only] } one ? one with { Authorities = [only, Make()] } : null, cancel);

    /// <summary>The newest authority issues; the others are still accepted.</summary>
    public Task SwitchAsync(CancellationToken cancel)
        => ChangeAsync(
            current => Existing(current) is { } all && all.Issuing != all.Authorities[^1].Id ? all with { Issuing = all.Authorities[^1].Id } : null,
            cancel);

    /// <summary>Only the authority that issues is accepted.</summary>
    /// <exception cref="FireCampException">The next one doesn't issue yet.</exception>
    public Task DropOldAsync(CancellationToken cancel)
        => ChangeAsync(
            current => Existing(current) switch
            {
                { Authorities.Count: 1 } => null,
                { } all when all.Issuing == all.Authorities[^1].Id => all with { Authorities = [all.Authorities[^1]] },
                _ => throw new FireCampException("AuthorityInUse", $"The old authority of cluster {cluster} can't be dropped: it still issues.",
                    "Switch to the next one first, and renew the certificates of all nodes and engines."),
            },
            cancel);

    private static string Accepted(AuthorityRecord record) => string.Join('\n', record.Authorities.Select(a => a.Certificate)) + "\n";

    private async Task<IssuedIdentity> IssueAsync(
        string name, AgentRole role, IReadOnlyList<string> addresses, CancellationToken cancel, Func<AuthorityRecord, AuthorityEntry>? by = null)
    {
        var record = await GetAsync(cancel).ConfigureAwait(false);
        var issuing = by is null ? record.Authorities.Single(a => a.Id == record.Issuing) : by(record);
        using var authority = X509Certificate2.CreateFromPem(issuing.Certificate, secrets.Open(issuing.SealedKey, PurposeOf(issuing.Id)));
        return new(CertificateMaker.MakeLeaf(authority, cluster, name, role, addresses, time.GetUtcNow(), Life), Accepted(record));
    }

    private AuthorityEntry Make()
    {
        var id = RandomNumberGenerator.GetHexString(8, lowercase: true);
        var (certificate, key) = CertificateMaker.MakeAuthority(cluster, id, time.GetUtcNow());
        return new(id, certificate, secrets.Seal(key, PurposeOf(id)));
    }

    private async Task<AuthorityRecord> GetAsync(CancellationToken cancel)
        => Existing((await store.FindAsync(Keys.Authority, SecretsJson.Default.AuthorityRecord, cancel).ConfigureAwait(false))?.Value);

    private AuthorityRecord Existing(AuthorityRecord? record)
        => record ?? throw new FireCampException("AuthorityMissing", $"Cluster {cluster} has no certificate authority.",
            "Repeat the operation that should have made it.");

    private Task<AuthorityRecord?> ChangeAsync(Func<AuthorityRecord?, AuthorityRecord?> change, CancellationToken cancel)
        => store.UpdateAsync(Keys.Authority, change, SecretsJson.Default.AuthorityRecord, cancel);

    private static string PurposeOf(string id) => $"authority/{id}";
}
