using FireCamp.Engine.Metadata;
using FireCamp.Engine.Metadata.Etcd;
using FireCamp.Engine.Model;
using FireCamp.Testing.Etcd;

namespace FireCamp.Engine.Tests.Metadata.Etcd;

/// <summary>TLS with certificates on both sides, and users with passwords, against a real etcd.</summary>
public sealed class EtcdSecurityTests : IAsyncLifetime
{
    /// <summary>Etcd's check of a password is slow on purpose, and slower on a busy machine.</summary>
    private const string LoginTimeout = "20s";

    private readonly EtcdCertificates own = new("own authority");
    private readonly EtcdCertificates foreign = new("foreign authority");
    private EtcdLab lab = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => lab = await EtcdLab.StartAsync(1, own);

    public async ValueTask DisposeAsync()
    {
        await lab.DisposeAsync();
        own.Dispose();
        foreign.Dispose();
    }

    [Fact]
    public async Task OpenAsync_BothSidesTrusted_Works()
    {
        await using var store = await OpenAsync(own, own);
        var version = await store.VersionAsync(Cancel);
        var wait = store.WaitForChangeAsync(version, Timeout.InfiniteTimeSpan, Cancel);
        await store.PutAsync("key", "1", 0, Cancel);

        Assert.True(await wait.WaitAsync(TimeSpan.FromSeconds(30), Cancel) > version);
    }

    [Fact]
    public async Task OpenAsync_WrongCertificates_NamesWhatIsWrong()
    {
        var server = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync(foreign, own));
        var client = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync(own, foreign));
        var none = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync(own, null));
        var plain = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync(lab.Url));

        Assert.Contains("was not issued by an authority that is trusted", server.Message, StringComparison.Ordinal);
        Assert.Contains("(cert, key)", client.Message, StringComparison.Ordinal);
        Assert.Contains("(cert, key)", none.Message, StringComparison.Ordinal);
        Assert.Contains("speaks TLS", plain.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_HostThatTheCertificateDoesNotName_IsRefused()
    {
        await using var wire = new LossyWire(lab.Nodes[0]);

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync(Certified(own, own).Replace(lab.Url, wire.Url)));

        Assert.Contains("its certificate is not for this host", error.Message, StringComparison.Ordinal);
    }

    // As where certificates are renewed for good: the store stays open, and so do the agents and sessions that use it.
    [Fact]
    public async Task AnyCall_AfterAllCertificatesWereReplaced_GoesOnWithTheNewOnes()
    {
        var (ca, client) = (lab.File("renewed-ca.crt"), lab.File("renewed"));
        own.WriteAuthority(ca);
        own.WriteClient(client);
        await using var store = await OpenAsync($"{lab.Url}?ca={ca}&cert={client}.crt&key={client}.key&timeout=2s");
        var revision = await store.PutAsync("key", "1", 0, Cancel);

        await lab.ReplaceAuthorityAsync(foreign);
        var before = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.FindAsync("key", Cancel));
        Assert.Contains("was not issued by an authority that is trusted", before.Message, StringComparison.Ordinal);

        // Half of it: the certificate of before and another one's key are no pair.
        foreign.WriteAuthority(ca);
        File.Delete($"{client}.key");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.FindAsync("key", Cancel));
        foreign.WriteClient(client);
        Assert.Equal("1", (await store.FindAsync("key", Cancel))!.Value);
        await store.PutAsync("key", "2", revision, Cancel);

        // Files that have become unusable take nothing away.
        await File.WriteAllTextAsync($"{client}.crt", "", Cancel);
        await lab.ReplaceAuthorityAsync(foreign);
        Assert.Equal("2", (await store.FindAsync("key", Cancel))!.Value);
    }

    [Fact]
    public async Task OpenAsync_FilesMissingOrWrong_SaysAllAtOnce()
    {
        await File.WriteAllTextAsync(lab.File("empty.crt"), "", Cancel);
        var url = $"{lab.Url}?ca={lab.File("empty.crt")}&cert={lab.File("no.crt")}&key={lab.File("no.key")}&user=u&password-file={lab.File("no.pw")}";

        var error = await Assert.ThrowsAsync<InvalidInputException>(() => OpenAsync(url));

        Assert.Equal(["ca", "cert", "password-file"], error.Mistakes.Select(m => m.Where));
    }

    [Fact]
    public async Task AnyCall_UserAndPassword_IsAllowedWhatTheRoleSays()
    {
        await ControlAsync("user", "add", "root:root-secret");
        await ControlAsync("user", "grant-role", "root", "root");
        await ControlAsync("role", "add", "firecamp");
        await ControlAsync("role", "grant-permission", "firecamp", "readwrite", "/firecamp/t/", "--prefix=true");
        await ControlAsync("user", "add", "fire:right-secret");
        await ControlAsync("user", "grant-role", "fire", "firecamp");
        await ControlAsync("auth", "enable");
        await File.WriteAllTextAsync(lab.File("right"), "right-secret\n", Cancel);
        await File.WriteAllTextAsync(lab.File("wrong"), "wrong-secret", Cancel);

        await using var store = await OpenAsync(User("fire", "right"));
        var version = await store.VersionAsync(Cancel);
        var wait = store.WaitForChangeAsync(version, Timeout.InfiniteTimeSpan, Cancel);
        var revision = await store.PutAsync("key", "1", 0, Cancel);
        Assert.True(await wait.WaitAsync(TimeSpan.FromSeconds(30), Cancel) > version);

        var wrong = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync(User("fire", "wrong")));
        var elsewhere = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync(User("fire", "right"), "other"));
        Assert.Contains("the user or the password is wrong", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", wrong.ToString(), StringComparison.Ordinal);
        Assert.Contains("no right to the cluster's prefix", elsewhere.Message, StringComparison.Ordinal);

        // Etcd forgets all logins when its users change or when it restarts.
        await ControlAsync("--user", "root:root-secret", "user", "add", "another:secret");
        await store.PutAsync("key", "2", revision, Cancel);
        await lab.Nodes[0].KillAsync();
        await lab.HealAsync();
        Assert.Equal("2", (await store.FindAsync("key", Cancel))!.Value);
    }

    private string User(string user, string passwordFile)
        => $"{Certified(own, own, LoginTimeout)}&user={user}&password-file={lab.File(passwordFile)}";

    private string Certified(EtcdCertificates authority, EtcdCertificates? client, string timeout = "2s")
    {
        var url = $"{lab.Url}?ca={authority.WriteAuthority(lab.File($"{Guid.NewGuid():N}.crt"))}&timeout={timeout}";
        if (client is null)
        {
            return url;
        }

        var (certificate, key) = client.WriteClient(lab.File($"{Guid.NewGuid():N}"));
        return $"{url}&cert={certificate}&key={key}";
    }

    private Task<string> ControlAsync(params string[] arguments)
    {
        var (certificate, key) = own.WriteClient(lab.File("control"));
        var settings = new Dictionary<string, string>
        {
            ["ETCDCTL_ENDPOINTS"] = $"https://{lab.Hosts}",
            ["ETCDCTL_CACERT"] = own.WriteAuthority(lab.File("control-ca.crt")),
            ["ETCDCTL_CERT"] = certificate,
            ["ETCDCTL_KEY"] = key,
        };
        return EtcdTools.ControlAsync(settings, arguments);
    }

    private Task<EtcdMetadataStore> OpenAsync(EtcdCertificates authority, EtcdCertificates? client) => OpenAsync(Certified(authority, client));

    private static Task<EtcdMetadataStore> OpenAsync(string url, string cluster = "t")
        => EtcdMetadataStore.OpenAsync(url, cluster, create: true, TimeProvider.System, Cancel);
}
