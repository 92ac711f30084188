using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>Certificates for managers' TCP ports: both sides prove who they are, by an authority that is named and no other.</summary>
internal static class SwarmTls
{
    /// <summary>What is wrong with the files, all at once.</summary>
    public static IReadOnlyList<Mistake> Check(SwarmConnectionSpec spec, TimeProvider time)
    {
        List<Mistake?> mistakes =
        [
            CheckFile("CA file", spec.CaFile), CheckFile("certificate file", spec.CertificateFile), CheckFile("key file", spec.KeyFile),
        ];
        if (mistakes[0] is null)
        {
            mistakes.Add(Try("CA file", spec.CaFile!, () => Authorities(spec.CaFile!).Count > 0, "holds no certificate"));
        }

        if (mistakes[1] is null && mistakes[2] is null)
        {
            mistakes.Add(CheckPair(spec, time));
        }

        return [.. mistakes.OfType<Mistake>()];
    }

    /// <summary>TLS with the spec's files, which were checked.</summary>
    public static SslClientAuthenticationOptions Options(SwarmConnectionSpec spec)
    {
        var authorities = Authorities(spec.CaFile!);
        return new SslClientAuthenticationOptions
        {
            ClientCertificates = [X509Certificate2.CreateFromPemFile(spec.CertificateFile!, spec.KeyFile)],
            RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors, authorities),
        };
    }

    private static bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors, X509Certificate2Collection authorities)
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var peer = new X509Certificate2(certificate);
        return chain.Build(peer);
    }

    private static Mistake? CheckFile(string what, string? file)
    {
        if (file is null)
        {
            return new Mistake(what, "is missing: a manager's TCP port takes commands as root, so it is used with TLS and client certificates only.");
        }

        return File.Exists(file) ? null : new Mistake(what, $"there is no file '{file}'.");
    }

    private static Mistake? CheckPair(SwarmConnectionSpec spec, TimeProvider time)
    {
        var over = false;
        return Try("certificate file", spec.CertificateFile!, () => ReadPair(spec, time, out over), "doesn't fit its key")
            ?? (over ? new Mistake("certificate file", $"the certificate in '{spec.CertificateFile}' has expired, or isn't valid yet.") : null);
    }

    private static bool ReadPair(SwarmConnectionSpec spec, TimeProvider time, out bool over)
    {
        using var pair = X509Certificate2.CreateFromPemFile(spec.CertificateFile!, spec.KeyFile);
        var now = time.GetUtcNow();
        over = now < pair.NotBefore || now > pair.NotAfter;
        return pair.HasPrivateKey;
    }

    private static Mistake? Try(string what, string file, Func<bool> read, string otherwise)
    {
        try
        {
            return read() ? null : new Mistake(what, $"'{file}' {otherwise}.");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return new Mistake(what, $"'{file}' can't be used: {e.Message}");
        }
    }

    private static X509Certificate2Collection Authorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities;
    }
}
