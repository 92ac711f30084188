using System.Security.Cryptography.X509Certificates;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Secrets;
using FireCamp.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Engine.Tests.Secrets;

public sealed class ClusterAuthorityTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly FakeTimeProvider calendar = new(new DateTimeOffset(2030, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly InMemoryMetadataStore store = new(TimeProvider.System);
    private readonly ClusterAuthority authority;

    public ClusterAuthorityTests()
        => authority = new ClusterAuthority("t1", store, new SealedSecretStore(store, FileKeyProvider.Ensure(folder.File("key"))), calendar);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task IssueNodeAsync_BeforeThereIsAnAuthority_SaysSo()
        => Assert.Equal(
            "AuthorityMissing", (await Assert.ThrowsAsync<FireCampException>(() => authority.IssueNodeAsync("node-1", [], Cancel))).ErrorId);

    [Fact]
    public async Task EnsureAsync_ManyAtOnce_MakeOneWhoseKeyIsSealed()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => authority.EnsureAsync(Cancel))));

        Assert.Single((await IdentityAsync()).Authorities);
        Assert.DoesNotContain("PRIVATE KEY", (await store.FindAsync(Keys.Authority, Cancel))!.Value);
    }

    [Fact]
    public async Task IssueNodeAsync_Leaf_IsValidForAYearFromFiveMinutesAgo()
    {
        var identity = await IdentityAsync();

        Assert.Equal(calendar.GetUtcNow() - TimeSpan.FromMinutes(5), identity.Certificate.NotBefore.ToUniversalTime());
        Assert.Equal(calendar.GetUtcNow() + TimeSpan.FromDays(365), identity.Certificate.NotAfter.ToUniversalTime());
        Assert.Equal(calendar.GetUtcNow() + TimeSpan.FromDays(3652), identity.Authorities[0].NotAfter.ToUniversalTime());
        Assert.Equal("1.2.840.10045.3.1.7", identity.Certificate.GetECDsaPublicKey()!.ExportParameters(false).Curve.Oid.Value);
        Assert.True(identity.Certificate.HasPrivateKey);
    }

    [Theory]
    [InlineData("node-1", null)]
    [InlineData("10.0.0.1", null)]
    [InlineData("fd00::1", null)]
    [InlineData("db1.example.org", null)]
    [InlineData("node-2", CertificateFault.OtherName)]
    [InlineData("10.0.0.2", CertificateFault.OtherName)]
    public async Task OfServer_Name_IsCompared(string host, CertificateFault? expected)
    {
        var node = await IdentityAsync("node-1", "10.0.0.1", "fd00::1", "db1.example.org");

        Assert.Equal(expected, CertificateCheck.OfServer(node.Certificate, node.Authorities, host, calendar));
    }

    [Fact]
    public async Task Roles_NodesServeAndCall_EnginesCallOnly()
    {
        var node = await IdentityAsync();
        var engine = Identity(await authority.IssueEngineAsync("node-1", Cancel));

        Assert.Null(CertificateCheck.OfClient(node.Certificate, node.Authorities, calendar));
        Assert.Null(CertificateCheck.OfClient(engine.Certificate, node.Authorities, calendar));
        Assert.Equal(CertificateFault.OtherRole, CertificateCheck.OfServer(engine.Certificate, node.Authorities, "node-1", calendar));
        Assert.Equal(CertificateFault.OtherRole, CertificateCheck.OfClient(node.Authorities[0], node.Authorities, calendar));
        Assert.Equal(CertificateFault.Missing, CertificateCheck.OfClient(null, node.Authorities, calendar));
    }

    [Theory]
    [InlineData(-6, CertificateFault.Expired)]
    [InlineData(-4, null)]
    [InlineData((365 * 24 * 60) - 1, null)]
    [InlineData((365 * 24 * 60) + 1, CertificateFault.Expired)]
    public async Task OfClient_Time_IsCompared(int minutes, CertificateFault? expected)
    {
        var node = await IdentityAsync();

        var then = new FakeTimeProvider(calendar.GetUtcNow() + TimeSpan.FromMinutes(minutes));
        Assert.Equal(expected, CertificateCheck.OfClient(node.Certificate, node.Authorities, then));
    }

    [Fact]
    public async Task IssueNodeAsync_LateInTheAuthoritysLife_EndsWithIt()
    {
        await authority.EnsureAsync(Cancel);
        calendar.Advance(TimeSpan.FromDays(3600));

        Assert.Equal((await IdentityAsync()).Authorities[0].NotAfter, (await IdentityAsync()).Certificate.NotAfter);
    }

    [Fact]
    public async Task Rotation_EachStep_AcceptsWhatIsInUse()
    {
        var old = await IdentityAsync();
        await authority.AddNextAsync(Cancel);
        await authority.AddNextAsync(Cancel);
        var added = await IdentityAsync();
        Assert.Equal("AuthorityInUse", (await Assert.ThrowsAsync<FireCampException>(() => authority.DropOldAsync(Cancel))).ErrorId);
        await authority.SwitchAsync(Cancel);
        await authority.SwitchAsync(Cancel);
        var switched = await IdentityAsync();
        await authority.DropOldAsync(Cancel);
        await authority.DropOldAsync(Cancel);
        var dropped = await IdentityAsync();

        Assert.Equal([1, 2, 2, 1], new[] { old, added, switched, dropped }.Select(c => c.Authorities.Count));
        Assert.Equal(old.Certificate.Issuer, added.Certificate.Issuer);
        Assert.NotEqual(old.Certificate.Issuer, switched.Certificate.Issuer);
        Assert.Null(CertificateCheck.OfClient(old.Certificate, switched.Authorities, calendar));
        Assert.Null(CertificateCheck.OfClient(switched.Certificate, added.Authorities, calendar));
        Assert.Equal(CertificateFault.OtherCluster, CertificateCheck.OfClient(switched.Certificate, old.Authorities, calendar));
        Assert.Equal(CertificateFault.OtherCluster, CertificateCheck.OfClient(old.Certificate, dropped.Authorities, calendar));
        Assert.Null(CertificateCheck.OfClient(switched.Certificate, dropped.Authorities, calendar));
    }

    [Fact]
    public async Task Files_ChangedOnDisk_AreReadAgainAndBadOnesLeaveTheLast()
    {
        var files = new AgentIdentityFiles(folder.File("node"));
        Assert.Equal("AgentIdentityUnusable", Assert.Throws<FireCampException>(() => files.Current).ErrorId);
        await authority.EnsureAsync(Cancel);
        var issued = await authority.IssueNodeAsync("node-1", [], Cancel);
        files.Write(issued.Identity, issued.Authorities);
        var first = files.Current;
        Assert.Same(first, files.Current);
        Assert.Equal((UnixFileMode)Convert.ToInt32("600", 8), File.GetUnixFileMode(folder.File("node/identity.pem")));
        Assert.DoesNotContain("PRIVATE", issued.ToString());

        await File.WriteAllTextAsync(folder.File("node/authorities.pem"), "no PEM", Cancel);
        Assert.Same(first, files.Current);

        var next = await authority.IssueNodeAsync("node-1", ["10.0.0.1"], Cancel);
        files.Write(next.Identity, next.Authorities);
        Assert.NotEqual(first.Certificate.SerialNumber, files.Current.Certificate.SerialNumber);
    }

    [Fact]
    public async Task Files_OthersMayReadTheKey_AreRefused()
    {
        var files = new AgentIdentityFiles(folder.File("node"));
        await authority.EnsureAsync(Cancel);
        var issued = await authority.IssueNodeAsync("node-1", [], Cancel);
        files.Write(issued.Identity, issued.Authorities);
        File.SetUnixFileMode(folder.File("node/identity.pem"), UnixFileMode.UserRead | UnixFileMode.OtherRead);

        Assert.Contains("others", Assert.Throws<FireCampException>(() => files.Current).Message);
    }

    private static AgentIdentity Identity(IssuedIdentity issued) => AgentIdentity.FromPem(issued.Identity, issued.Authorities);

    private async Task<AgentIdentity> IdentityAsync(string node = "node-1", params string[] addresses)
    {
        await authority.EnsureAsync(Cancel);
        return Identity(await authority.IssueNodeAsync(node, addresses, Cancel));
    }
}
