using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>The files that an <see cref="EtcdAddress"/> names: whom to trust, and who this is.</summary>
internal sealed class EtcdSecurity
{
    private readonly EtcdAddress address;
    private readonly List<Mistake> mistakes = [];
    private readonly X509Certificate2Collection authorities = [];
    private X509Certificate2? certificate;

    private EtcdSecurity(EtcdAddress address) => this.address = address;

    /// <summary>Reads all files once. The password is read again at each login, so that it can be changed.</summary>
    /// <exception cref="InvalidInputException">Files are missing or are not what they should be; says all of them.</exception>
    public static EtcdSecurity Load(EtcdAddress address)
    {
        var security = new EtcdSecurity(address);
        security.Try("ca", address.CaFile, security.LoadAuthorities);
        security.Try("cert", address.CertificateFile, security.LoadCertificate);
        security.Try("password-file", address.PasswordFile, _ => security.Password());
        return security.mistakes.Count == 0
            ? security
            : throw new InvalidInputException("InvalidMetadataStore", $"Metadata store '{address}'", security.mistakes);
    }

    public string Password()
    {
        var password = File.ReadAllText(address.PasswordFile!).TrimEnd('\r', '\n');
        return password.Length > 0 ? password : throw new InvalidDataException("it is empty.");
    }

    public SslClientAuthenticationOptions Options() => new()
    {
        ClientCertificates = certificate is null ? null : [certificate],
        CertificateChainPolicy = address.CaFile is null ? null : TrustOnly(authorities),
    };

    // Revocation can't be asked for: a cluster's own authority publishes no list.
    private static X509ChainPolicy TrustOnly(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private void LoadAuthorities(string path)
    {
        authorities.ImportFromPemFile(path);
        if (authorities.Count == 0)
        {
            throw new InvalidDataException("it holds no certificate in PEM form.");
        }
    }

    private void LoadCertificate(string path)
    {
        if (address.KeyFile is { } key)
        {
            _ = File.ReadAllText(key);
            certificate = X509Certificate2.CreateFromPemFile(path, key);
        }
    }

    private void Try(string option, string? path, Action<string> load)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            load(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            mistakes.Add(new Mistake(option, e is InvalidDataException ? $"{path}: {e.Message}" : e.Message));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            mistakes.Add(new Mistake(option, $"{path} can't be used: {e.Message}"));
        }
    }
}
