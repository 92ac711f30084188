using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>The files that an <see cref="EtcdAddress"/> names: whom to trust, and who this is.</summary>
/// <remarks>They are read again when they change: certificates at the next connection, the password at the next login.</remarks>
internal sealed class EtcdSecurity
{
    private readonly EtcdAddress address;
    private readonly Lock gate = new();
    private EtcdTrust known;
    private string knownStamp;

    private EtcdSecurity(EtcdAddress address, EtcdTrust first, string stamp) => (this.address, known, knownStamp) = (address, first, stamp);

    /// <summary>Reads all files.</summary>
    /// <exception cref="InvalidInputException">Files are missing or are not what they should be; says all of them.</exception>
    public static EtcdSecurity Load(EtcdAddress address)
    {
        var mistakes = new List<Mistake>();
        var trust = new EtcdTrust([], null);
        var stamp = StampOf(address);
        Try("ca", address.CaFile, _ => trust = trust with { Authorities = EtcdTrust.ReadAuthorities(address) }, mistakes);
        Try("cert", address.CertificateFile, _ => trust = trust with { Certificate = EtcdTrust.ReadCertificate(address) }, mistakes);
        Try("password-file", address.PasswordFile, path => PasswordIn(path), mistakes);
        return mistakes.Count == 0
            ? new EtcdSecurity(address, trust, stamp)
            : throw new InvalidInputException("InvalidMetadataStore", $"Metadata store '{address}'", mistakes);
    }

    public string Password() => PasswordIn(address.PasswordFile!);

    /// <summary>For every connection from now on, each with what the files hold when it is made.</summary>
    public SslClientAuthenticationOptions Options() => new()
    {
        LocalCertificateSelectionCallback = address.CertificateFile is null ? null : (_, _, _, _, _) => Current.Certificate!,
        RemoteCertificateValidationCallback = address.CaFile is null ? null : IsTrusted,

        // A session that is resumed would go on under the certificate of before.
        AllowTlsResume = false,
    };

    /// <summary>What the files hold now; what they held before while they can't be used, as between two that belong together.</summary>
    private EtcdTrust Current
    {
        get
        {
            lock (gate)
            {
                var stamp = StampOf(address);
                if (stamp != knownStamp && TryRead() is { } read)
                {
                    (known, knownStamp) = (read, stamp);
                }

                return known;
            }
        }
    }

    private EtcdTrust? TryRead()
    {
        try
        {
            return new EtcdTrust(EtcdTrust.ReadAuthorities(address), EtcdTrust.ReadCertificate(address));
        }
        catch (Exception e) when (IsOfFiles(e) || IsOfContents(e))
        {
            return null;
        }
    }

    // What is wrong is thrown rather than returned, for otherwise the error would only say that it was refused here.
    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if ((errors & ~SslPolicyErrors.RemoteCertificateChainErrors) is not SslPolicyErrors.None and var wrong)
        {
            throw new AuthenticationException($"{wrong}");
        }

        using var own = new X509Chain { ChainPolicy = Current.Policy() };
        own.ChainPolicy.ExtraStore.AddRange(chain!.ChainPolicy.ExtraStore);
        using var peer = new X509Certificate2(certificate!);
        return own.Build(peer) ? true : throw new AuthenticationException(string.Join(", ", own.ChainStatus.Select(s => s.Status)));
    }

    private static string PasswordIn(string path)
    {
        var password = File.ReadAllText(path).TrimEnd('\r', '\n');
        return password.Length > 0 ? password : throw new InvalidDataException("it is empty.");
    }

    private static string StampOf(EtcdAddress address)
        => string.Join(';', new[] { address.CaFile, address.CertificateFile, address.KeyFile }.OfType<string>().Select(path => new FileInfo(path))
            .Select(f => f.Exists ? $"{f.LastWriteTimeUtc.Ticks} {f.Length}" : "-"));

    private static void Try(string option, string? path, Action<string> load, List<Mistake> mistakes)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            load(path);
        }
        catch (Exception e) when (IsOfFiles(e))
        {
            mistakes.Add(new Mistake(option, e is InvalidDataException ? $"{path}: {e.Message}" : e.Message));
        }
        catch (Exception e) when (IsOfContents(e))
        {
            mistakes.Add(new Mistake(option, $"{path} can't be used: {e.Message}"));
        }
    }

    private static bool IsOfFiles(Exception e) => e is IOException or UnauthorizedAccessException or InvalidDataException;

    private static bool IsOfContents(Exception e) => e is CryptographicException or ArgumentException;
}
