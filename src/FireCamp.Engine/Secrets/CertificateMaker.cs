using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FireCamp.Engine.Clients.Agent;

namespace FireCamp.Engine.Secrets;

/// <summary>Makes certificates with ECDSA keys on P-256.</summary>
internal static class CertificateMaker
{
    /// <summary>How far clocks of a cluster may be apart.</summary>
    private static readonly TimeSpan Backdated = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3652);

    /// <summary>A new authority's certificate and private key, in PEM.</summary>
    public static (string Certificate, string Key) MakeAuthority(string cluster, string id, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject($"FireCamp authority {id}", "authority", cluster), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        using var certificate = request.CreateSelfSigned(now - Backdated, now + AuthorityLife);
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>A new certificate and its private key, in PEM, one after the other.</summary>
    /// <param name="authority">With its private key.</param>
    public static string MakeLeaf(
        X509Certificate2 authority, string cluster, string name, AgentRole role, IReadOnlyList<string> addresses, DateTimeOffset now, TimeSpan life)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject(name, role.ToString().ToLowerInvariant(), cluster), key, HashAlgorithmName.SHA256);
        var uses = new OidCollection { new Oid("1.3.6.1.5.5.7.3.2") };
        if (role == AgentRole.Node)
        {
            uses.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        }

        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(uses, critical: true));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        request.CertificateExtensions.Add(Names([name, .. addresses]));
        var (first, last) = ((DateTimeOffset)authority.NotBefore, (DateTimeOffset)authority.NotAfter);
        var (from, until) = (now - Backdated < first ? first : now - Backdated, now + life > last ? last : now + life);
        using var certificate = request.Create(authority, from, until, RandomNumberGenerator.GetBytes(16));
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    private static X509Extension Names(IEnumerable<string> names)
    {
        var all = new SubjectAlternativeNameBuilder();
        foreach (var name in names.Distinct())
        {
            if (IPAddress.TryParse(name, out var address))
            {
                all.AddIpAddress(address);
            }
            else
            {
                all.AddDnsName(name);
            }
        }

        return all.Build();
    }

    private static X500DistinguishedName Subject(string name, string unit, string cluster)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName(cluster);
        subject.AddOrganizationalUnitName(unit);
        subject.AddCommonName(name);
        return subject.Build();
    }
}
