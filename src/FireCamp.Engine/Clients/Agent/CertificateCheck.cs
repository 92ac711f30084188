using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FireCamp.Engine.Clients.Agent;

/// <summary>Checks the other side's certificate against the cluster's own authorities, never the machine's.</summary>
public static class CertificateCheck
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";
    private const string RoleName = "2.5.4.11";

    private const X509ChainStatusFlags AllTime = X509ChainStatusFlags.NotTimeValid;

    private const X509ChainStatusFlags AllTrust = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot
        | X509ChainStatusFlags.NotSignatureValid;

    /// <summary>Null when the certificate is an agent's of this cluster, now, under this name; else what is wrong.</summary>
    /// <param name="host">The DNS name or IP address that was called.</param>
    public static CertificateFault? OfServer(X509Certificate2? certificate, X509Certificate2Collection authorities, string host, TimeProvider time)
        => Find(certificate, authorities, ServerUse, time, AgentRole.Node)
            ?? (certificate!.MatchesHostname(host, allowWildcards: false, allowCommonName: false) ? null : CertificateFault.OtherName);

    /// <summary>Null when the certificate is an engine's or agent's of this cluster, now; else what is wrong.</summary>
    public static CertificateFault? OfClient(X509Certificate2? certificate, X509Certificate2Collection authorities, TimeProvider time)
        => Find(certificate, authorities, ClientUse, time, AgentRole.Node, AgentRole.Engine);

    private static CertificateFault? Find(
        X509Certificate2? certificate, X509Certificate2Collection authorities, string use, TimeProvider time, params AgentRole[] roles)
    {
        if (certificate is null)
        {
            return CertificateFault.Missing;
        }

        using var chain = new X509Chain { ChainPolicy = Policy(authorities) };
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().LocalDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(use));
        var sound = chain.Build(certificate);
        var found = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, s) => all | s.Status);
        return (found & AllTrust) != 0 ? CertificateFault.OtherCluster
            : (found & AllTime) != 0 ? CertificateFault.Expired
            : sound && Enum.TryParse<AgentRole>(RoleOf(certificate), ignoreCase: true, out var role) && roles.Contains(role) ? null
            : CertificateFault.OtherRole;
    }

    /// <summary>Only these authorities count, and nothing is fetched from anywhere.</summary>
    internal static X509ChainPolicy Policy(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private static string? RoleOf(X509Certificate2 certificate)
        => certificate.SubjectName.EnumerateRelativeDistinguishedNames()
            .FirstOrDefault(n => !n.HasMultipleElements && n.GetSingleElementType().Value == RoleName)?.GetSingleElementValue();
}
