using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FireCamp.Engine.Clients.Agent;

/// <summary>A certificate with its key, to show to the other side, and the authorities whose certificates are accepted from it.</summary>
public sealed class AgentIdentity
{
    private AgentIdentity(X509Certificate2 certificate, X509Certificate2Collection authorities)
    {
        (Certificate, Authorities) = (certificate, authorities);
        Context = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>More than one while the cluster's authority is being replaced.</summary>
    public X509Certificate2Collection Authorities { get; }

    internal SslStreamCertificateContext Context { get; }

    /// <param name="identity">Certificate and private key in PEM, one after the other.</param>
    /// <param name="authorities">The accepted authorities' certificates in PEM.</param>
    /// <exception cref="CryptographicException">It is no such PEM, or the key is not the certificate's.</exception>
    public static AgentIdentity FromPem(string identity, string authorities)
    {
        var accepted = new X509Certificate2Collection();
        accepted.ImportFromPem(authorities);
        return accepted.Count > 0
            ? new(X509Certificate2.CreateFromPem(identity, identity), accepted)
            : throw new CryptographicException("There is no authority's certificate.");
    }
}
