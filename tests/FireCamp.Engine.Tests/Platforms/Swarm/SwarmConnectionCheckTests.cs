using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Swarm;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Platforms.Swarm;

public sealed class SwarmConnectionCheckTests
{
    [Fact]
    public void New_ManyMistakes_NamesThemAll()
    {
        var spec = new SwarmConnectionSpec
        {
            Endpoints = ["ssh://me:hush@10.0.0.1", "tcp://10.0.0.1:2376", "unix:///nowhere/docker.sock", "10.0.0.1", "https://10.0.0.1"],
            CaFile = "/nowhere/ca.pem",
            KeyFile = "/nowhere/key.pem",
        };

        var error = Assert.Throws<InvalidInputException>(() => new SwarmConnection(spec, TimeProvider.System));

        Assert.Equal("InvalidSwarmConnection", error.ErrorId);
        Assert.Equal(
            ["manager", "manager", "manager", "manager", "CA file", "certificate file", "key file"], error.Mistakes.Select(m => m.Where));
        Assert.Contains("'ssh://me@10.0.0.1' has a password in it", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.Message, StringComparison.Ordinal);
        Assert.Contains("there is no file '/nowhere/ca.pem'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ssh://n1", "-- n1 docker system dial-stdio")]
    [InlineData("ssh://root@10.0.0.1:2222", "-l root -p 2222 -- 10.0.0.1 docker system dial-stdio")]
    [InlineData("ssh://ann@[fd00::1]", "-l ann -- fd00::1 docker system dial-stdio")]
    [InlineData("ssh://n1/run/a b/docker.sock", "-- n1 docker --host 'unix:///run/a b/docker.sock' system dial-stdio")]
    public void Ssh_OfAManager_IsCalledWithItsHostAndNothingThatAsks(string endpoint, string arguments)
    {
        Assert.Empty(Check(new SwarmConnectionSpec { Endpoints = [endpoint] }));
        Assert.Equal($"-T -o BatchMode=yes -o ConnectTimeout=4 {arguments}", string.Join(' ', SshEndpoint.Arguments(new Uri(endpoint))));
    }

    // ssh would take these for options, one of which runs a program.
    [Theory]
    [InlineData("ssh://-oProxyCommand=x@n1")]
    [InlineData("ssh://-n1")]
    [InlineData("ssh://")]
    [InlineData("ssh://n1/run/docker.sock?x=1")]
    public void Ssh_OfNoHost_IsRefused(string endpoint) => Assert.Equal("manager", Assert.Single(Check(new() { Endpoints = [endpoint] })).Where);

    [Fact]
    public async Task Ssh_ThatIsNotThere_IsNamed()
    {
        using var swarm = new SwarmConnection(new() { Endpoints = ["ssh://n1"], SshProgram = "/nowhere/ssh" }, TimeProvider.System);
        var mistake = Assert.Single(await swarm.CheckAsync(TestContext.Current.CancellationToken));
        Assert.Equal("ssh://n1", mistake.Where);
        Assert.Contains("ssh://n1 can't be reached: '/nowhere/ssh' can't be run on this machine", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NoEndpoint_AsksForOne()
        => Assert.Contains("name a manager", Assert.Single(Check(new SwarmConnectionSpec { Endpoints = [] })).Message, StringComparison.Ordinal);

    [Fact]
    public void Check_CertificateExpiredOrOfAnotherKey_SaysSo()
    {
        using var folder = new TestFolder();
        var now = TimeProvider.System.GetUtcNow();
        var (good, key) = Write(folder.Path, "good", now.AddDays(-2), now.AddDays(2));
        var (old, oldKey) = Write(folder.Path, "old", now.AddDays(-2), now.AddDays(-1));
        var spec = new SwarmConnectionSpec { Endpoints = ["tcp://10.0.0.1:2376"], CaFile = good, CertificateFile = good, KeyFile = key };

        Assert.Empty(Check(spec));
        Assert.Contains("has expired", Assert.Single(Check(spec with { CertificateFile = old, KeyFile = oldKey })).Message, StringComparison.Ordinal);
        Assert.Equal("certificate file", Assert.Single(Check(spec with { KeyFile = oldKey })).Where);
        Assert.Equal("CA file", Assert.Single(Check(spec with { CaFile = key })).Where);
    }

    private static IReadOnlyList<Mistake> Check(SwarmConnectionSpec spec) => SwarmConnectionCheck.Check(spec, TimeProvider.System);

    private static (string Certificate, string Key) Write(string folder, string name, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(from, to);
        var (file, keyFile) = (Path.Combine(folder, $"{name}.pem"), Path.Combine(folder, $"{name}.key"));
        File.WriteAllText(file, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (file, keyFile);
    }
}
