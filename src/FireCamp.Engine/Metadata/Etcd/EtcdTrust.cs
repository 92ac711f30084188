using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>What an address's files held when they were read.</summary>
/// <param name="Authorities">Whom to trust, and nobody else; empty where the system's are trusted.</param>
/// <param name="Certificate">What to show, with its key; null for nothing.</param>
internal sealed record EtcdTrust(X509Certificate2Collection Authorities, X509Certificate2? Certificate)
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";

    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="InvalidDataException">It holds none.</exception>
    /// <exception cref="CryptographicException">What it holds is no certificate.</exception>
    public static X509Certificate2Collection ReadAuthorities(EtcdAddress address)
    {
        X509Certificate2Collection authorities = [];
        if (address.CaFile is { } file)
        {
            authorities.ImportFromPemFile(file);
            _ = authorities.Count > 0 ? true : throw new InvalidDataException("it holds no certificate in PEM form.");
        }

        return authorities;
    }

    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="CryptographicException">They hold no certificate, or another one's key.</exception>
    public static X509Certificate2? ReadCertificate(EtcdAddress address)
    {
        if (address is not { CertificateFile: { } certificate, KeyFile: { } key })
        {
            return null;
        }

        _ = File.ReadAllText(key);
        return X509Certificate2.CreateFromPemFile(certificate, key);
    }

    /// <summary>How the other side's certificate is judged.</summary>
    public X509ChainPolicy Policy()
    {
        // Revocation can't be asked for: a cluster's own authority publishes no list.
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(Authorities);
        policy.ApplicationPolicy.Add(new Oid(ServerUse));
        return policy;
    }
}
