using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Secrets;

/// <summary>Keeps one side's own certificate good, long before it expires and whenever the cluster's authority changes.</summary>
/// <param name="issue">Has it issued anew.</param>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing.")]
public sealed class IdentityKeeper(
    ClusterAuthority authority, AgentIdentityFiles files, Func<CancellationToken, Task<IssuedIdentity>> issue, TimeProvider time)
{
    /// <summary>What is left of a certificate's life when it is renewed: months, so that a cluster left alone for weeks comes back.</summary>
    private const double RenewedAt = 1.0 / 3;

    private readonly SemaphoreSlim gate = new(1, 1);
    private long? looked;

    /// <summary>An engine's, in a folder of its own home.</summary>
    public static IdentityKeeper OfEngine(ClusterAuthority authority, string folder, string engine, TimeProvider time)
        => new(authority, new AgentIdentityFiles(folder), cancel => authority.IssueEngineAsync(engine, cancel), time);

    public IAgentIdentities Identities => files;

    /// <summary>The files hold a certificate of the authority that issues now, with a third of its life left, and all accepted authorities.</summary>
    /// <returns>Whether anything was written.</returns>
    /// <exception cref="FireCampException">The store can't be read, there is no authority, or the files can't be written.</exception>
    public async Task<bool> KeepAsync(CancellationToken cancel)
    {
        await gate.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var sight = await authority.LookAsync(cancel).ConfigureAwait(false);
            var current = Find();
            var isGood = current is not null && IsGood(current.Certificate, sight);
            if (!isGood)
            {
                var issued = await issue(cancel).ConfigureAwait(false);
                files.Write(issued.Identity, issued.Authorities);
            }
            else if (!Agree(current!.Authorities, sight.Accepted))
            {
                files.Write(null, sight.Accepted);
            }
            else
            {
                looked = time.GetTimestamp();
                return false;
            }

            looked = time.GetTimestamp();
            return true;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>As <see cref="KeepAsync"/>, unless that was done not long ago.</summary>
    public Task KeepEveryAsync(TimeSpan every, CancellationToken cancel)
        => looked is { } last && time.GetElapsedTime(last) < every ? Task.CompletedTask : KeepAsync(cancel);

    private AgentIdentity? Find()
    {
        try
        {
            return files.Current;
        }
        catch (FireCampException)
        {
            return null;
        }
    }

    private bool IsGood(X509Certificate2 certificate, AuthoritySight sight)
    {
        using var issuing = X509Certificate2.CreateFromPem(sight.Issuing);
        var (from, until) = ((DateTimeOffset)certificate.NotBefore, (DateTimeOffset)certificate.NotAfter);
        return certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuing.SubjectName.RawData)
            && until - time.GetUtcNow() > (until - from) * RenewedAt;
    }

    private static bool Agree(X509Certificate2Collection held, string accepted)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPem(accepted);
        return held.Select(c => c.Thumbprint).ToHashSet().SetEquals(all.Select(c => c.Thumbprint));
    }
}
