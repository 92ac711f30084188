using System.Diagnostics;
using System.Formats.Tar;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Swarm;
using FireCamp.Engine.Platforms.Swarm.Installing;
using FireCamp.Engine.Secrets;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Platforms.Swarm.Installing;

public sealed class AgentBundleTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TestFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task WriteAsync_Tar_HoldsAllUnderOneFolderForItsOwnerOnly()
    {
        using var stream = new MemoryStream();
        await Bundle(withProgram: true).WriteAsync(stream, Cancel);
        stream.Position = 0;
        using var tar = new TarReader(stream);
        var names = new List<string>();
        while (await tar.GetNextEntryAsync(cancellationToken: Cancel) is { } entry)
        {
            names.Add(entry.Name);
            Assert.Equal(UnixFileMode.None, entry.Mode & ~(OwnerOnly | UnixFileMode.UserExecute));
        }

        Assert.All(names, n => Assert.StartsWith("firecamp-install/", n, StringComparison.Ordinal));
        Assert.Superset(new HashSet<string> { "install.sh", "key", "identity.pem", "agent.tar.gz", "store/ca", "store/password-file" },
            names.Select(n => n["firecamp-install/".Length..]).ToHashSet());
    }

    [Fact]
    public async Task WriteAsync_Folder_HasArgumentsWithoutSecretsAndTheStoresFilesWhereTheyWillBe()
    {
        var target = folder.File("out");
        await Bundle(withProgram: false).WriteAsync(target, Cancel);
        await Bundle(withProgram: false).WriteAsync(target, Cancel);

        var arguments = await File.ReadAllLinesAsync(Path.Combine(target, "agent.args"), Cancel);
        Assert.Contains("etcd://10.0.0.5/x?ca=/etc/firecamp/store/ca&user=me&password-file=/etc/firecamp/store/password-file", arguments);
        Assert.Contains("10.0.0.4:7400", arguments);
        Assert.DoesNotContain("hush", string.Concat(arguments), StringComparison.Ordinal);
        Assert.Equal("hush", await File.ReadAllTextAsync(Path.Combine(target, "store", "password-file"), Cancel));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(target, "key")));
        Assert.False(File.Exists(Path.Combine(target, "agent.tar.gz")));
        Assert.Contains("start_command='it'\\''s'", await File.ReadAllTextAsync(Path.Combine(target, "settings"), Cancel), StringComparison.Ordinal);
        Assert.Contains("RequiresMountsFor=\"/srv/a b\"", await File.ReadAllLinesAsync(Path.Combine(target, "firecamp-agent.service"), Cancel));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("app", false)]
    public async Task WriteAsync_OnAnOverlayNetwork_HasNoAddresses(string network, bool hasPool)
    {
        var target = folder.File("out");
        await Bundle(withProgram: false, network).WriteAsync(target, Cancel);
        Assert.Equal(hasPool, (await File.ReadAllLinesAsync(Path.Combine(target, "agent.args"), Cancel)).Contains("--static-ip-pool"));
    }

    // Without the program, which isn't installed here, but with all that systemd itself says of the file.
    [Theory]
    [InlineData("/srv/firecamp")]
    [InlineData("/srv/a b")]
    [InlineData("/srv/100%/\"it\\s\"")]
    public async Task Unit_OfTheAgent_IsAsSystemdWantsItAndWaitsForTheStorage(string storage)
    {
        var (analyze, missing) = await TestTools.FindAsync("systemd-analyze");
        Assert.SkipWhen(missing is not null, missing ?? "");
        var target = folder.File("out");
        await Bundle(withProgram: false, storage: storage).WriteAsync(target, Cancel);
        var unit = Path.Combine(target, "firecamp-agent.service");
        var text = await File.ReadAllTextAsync(unit, Cancel);
        await File.WriteAllTextAsync(unit, text.Replace("/opt/firecamp/current/FireCamp.Agent", "/bin/true", StringComparison.Ordinal), Cancel);

        Assert.Equal((0, ""), await AnalyzeAsync(analyze!, "warning", unit));
        var (_, all) = await AnalyzeAsync(analyze!, "debug", unit);
        Assert.Contains($"RequiresMountsFor: {storage} (origin-file)", all, StringComparison.Ordinal);
        Assert.Contains("Before: docker.service (origin-file)", all, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> AnalyzeAsync(string program, string level, string unit)
    {
        var start = new ProcessStartInfo(program, ["verify", "--man=no", unit]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["SYSTEMD_LOG_LEVEL"] = level;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, await output + await errors);
    }

    [Fact]
    public async Task WriteAsync_InContainer_HasAnImageWithoutSecretsAndWhatItIsRunWith()
    {
        var target = folder.File("out");
        await Bundle(withProgram: true, inContainer: true).WriteAsync(target, Cancel);

        Assert.Equal(["Dockerfile", "agent.tar.gz"],
            Directory.GetFiles(Path.Combine(target, "image")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.False(File.Exists(Path.Combine(target, "firecamp-agent.service")));
        Assert.Contains("base='mirror/debian:12'", await File.ReadAllLinesAsync(Path.Combine(target, "settings"), Cancel));
        var arguments = await File.ReadAllLinesAsync(Path.Combine(target, "container.args"), Cancel);
        Assert.Contains("type=bind,\"source=/srv/a b\",\"target=/srv/a b\"", arguments);
        Assert.Contains("/run/firecamp:/run/firecamp", arguments);
        Assert.Equal("--docker-socket", (await File.ReadAllLinesAsync(Path.Combine(target, "agent.args"), Cancel))[^2]);
    }

    private AgentBundle Bundle(bool withProgram, string network = "", string storage = "/srv/a b", bool inContainer = false)
    {
        var (ca, password, key) = (folder.File("ca.pem"), folder.File("password"), folder.File("key"));
        File.WriteAllText(ca, "ca");
        File.WriteAllText(password, "hush");
        File.WriteAllText(key, "key");
        File.WriteAllText(folder.File("agent.tar.gz"), "program");
        var program = new AgentProgram(folder.File("agent.tar.gz"), "1");
        var settings = new SwarmSettings
        {
            MetadataStore = $"etcd://10.0.0.5/x?ca={ca}&user=me&password-file={password}",
            SharedStorage = storage,
            StaticIpPool = "10.0.0.100-10.0.0.150",
            Network = network,
        };
        var request = inContainer
            ? new AgentInstallRequest { InContainer = true, BaseImage = "mirror/debian:12" }
            : new AgentInstallRequest { StartCommand = "it's" };
        var plan = new AgentInstallPlan("t1", settings, request, program, []);
        var node = new AgentInstallNode(new Machine("n4", "10.0.0.4"), 7400, "n4", null);
        return new AgentBundle(plan, node, withProgram ? program : null, new IssuedIdentity("certificate and key", "authorities"), key);
    }
}
