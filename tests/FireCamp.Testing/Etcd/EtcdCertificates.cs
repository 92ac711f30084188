using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FireCamp.Testing.Etcd;

/// <summary>An authority of a test's own, and what it issues.</summary>
public sealed class EtcdCertificates : IDisposable
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddHours(-1);
    private static readonly DateTimeOffset To = From.AddDays(2);

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 authority;

    public EtcdCertificates(string name)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        authority = request.CreateSelfSigned(From, To);
    }

    /// <summary>Writes the authority's certificate.</summary>
    public string WriteAuthority(string path)
    {
        File.WriteAllText(path, authority.ExportCertificatePem());
        return path;
    }

    /// <summary>Writes a certificate for clients and its key, to <c>path.crt</c> and <c>path.key</c>.</summary>
    public (string Certificate, string Key) WriteClient(string path) => Write(path, "client", []);

    public void Dispose()
    {
        authority.Dispose();
        key.Dispose();
    }

    /// <summary>Writes what a server needs.</summary>
    /// <returns>Its arguments.</returns>
    internal IReadOnlyList<string> WriteServer(string folder, IEnumerable<string> addresses)
    {
        var (certificate, serverKey) = Write(Path.Combine(folder, "server"), "server", addresses);
        return
        [
            "--cert-file", certificate, "--key-file", serverKey,
            "--client-cert-auth", "--trusted-ca-file", WriteAuthority(Path.Combine(folder, "server-ca.crt")),
        ];
    }

    private (string Certificate, string Key) Write(string path, string name, IEnumerable<string> addresses)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", own, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        foreach (var address in addresses)
        {
            names.AddIpAddress(IPAddress.Parse(address));
        }

        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(authority, From, To, RandomNumberGenerator.GetBytes(8));
        File.WriteAllText($"{path}.crt", issued.ExportCertificatePem());
        File.WriteAllText($"{path}.key", own.ExportPkcs8PrivateKeyPem());
        return ($"{path}.crt", $"{path}.key");
    }
}
