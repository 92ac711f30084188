using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Local.Packages;

namespace FireCamp.Engine.Tests.Platforms;

public sealed class DebianPackagesTests : IDisposable
{
    private static readonly Software Known = new("image", ["firecamp-test"], ["firecamp-test-server"], ["/opt/firecamp-test/bin"]);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("firecamp-packages-");

    [Fact]
    public void FindMissing_NothingThere_NamesTheBinaries() => Assert.Equal(["firecamp-test-server"], CreateSut().FindMissing(Known));

    [Fact]
    public void FindMissing_UnpackedPrivately_IsEmpty()
    {
        Unpack("/opt/firecamp-test/bin/firecamp-test-server", UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Empty(CreateSut().FindMissing(Known));
    }

    [Fact]
    public void FindMissing_FileThatIsNoProgram_NamesIt()
    {
        Unpack("/opt/firecamp-test/bin/firecamp-test-server", UnixFileMode.UserRead);

        Assert.Equal(["firecamp-test-server"], CreateSut().FindMissing(Known));
    }

    [Fact]
    public void EnvironmentOf_UnpackedPrivately_NamesItsFoldersAndLibraries()
    {
        Unpack("/opt/firecamp-test/bin/firecamp-test-server", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Unpack("/usr/lib/x86_64-linux-gnu/libtest.so", UnixFileMode.UserRead);

        var environment = CreateSut().EnvironmentOf(Known);

        Assert.StartsWith($"/opt/firecamp-test/bin:{folder.FullName}/root/opt/firecamp-test/bin:", environment["PATH"], StringComparison.Ordinal);
        Assert.Equal($"{folder.FullName}/root/usr/lib/x86_64-linux-gnu", environment["LD_LIBRARY_PATH"]);
    }

    [Fact]
    public void EnvironmentOf_SystemProgram_LeavesLibrariesToTheSystem()
    {
        Unpack("/usr/lib/x86_64-linux-gnu/libtest.so", UnixFileMode.UserRead);

        Assert.DoesNotContain("LD_LIBRARY_PATH", CreateSut().EnvironmentOf(Known with { Binaries = ["sh"] }));
    }

    /// <summary>What the system has under that name is another version.</summary>
    [Fact]
    public void FindMissing_OfAnotherSuite_LooksInItsFolderAlone()
    {
        var foreign = new Software("image", ["firecamp-test=1.2*", "more"], ["sh"], ["/usr/bin"], "no-such-suite", "nobody");
        RequireDebian();
        Assert.Equal(["sh"], CreateSut().FindMissing(foreign));

        Unpack("/../no-such-suite-firecamp-test/bin/sh", UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Empty(CreateSut().FindMissing(foreign));
        var environment = CreateSut().EnvironmentOf(foreign);
        Assert.StartsWith($"{folder.FullName}/no-such-suite-firecamp-test/bin:/usr/local/sbin:", environment["PATH"], StringComparison.Ordinal);
        Assert.DoesNotContain("LD_LIBRARY_PATH", environment);
    }

    [Fact]
    public void FindMissing_OfThisMachinesSuite_LooksWhereItAlwaysDoes()
    {
        RequireDebian();
        var suite = File.ReadAllLines("/etc/os-release").First(l => l.StartsWith("VERSION_CODENAME=", StringComparison.Ordinal)).Split('=')[1];

        Assert.Empty(CreateSut().FindMissing(new Software("image", ["dash"], ["sh"], ["/usr/bin"], suite)));
    }

    [Fact]
    public async Task EnsureAsync_AllThere_SaysNothing()
    {
        var said = new List<string>();

        await CreateSut().EnsureAsync(Known with { Binaries = ["sh"] }, new Listener(said), TestContext.Current.CancellationToken);

        Assert.Empty(said);
    }

    [Fact]
    public async Task EnsureAsync_NoPackages_ThrowsSoftwareMissing()
    {
        var error = await Assert.ThrowsAsync<SoftwareMissingException>(
            () => CreateSut().EnsureAsync(Known with { Packages = [] }, new Listener([]), TestContext.Current.CancellationToken));

        Assert.Equal("SoftwareMissing", error.ErrorId);
        Assert.Contains("firecamp-test-server", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_AllThere_Succeeds()
        => Assert.Null(await PackageScript.RunAsync(Known with { Binaries = ["sh"] }, folder.FullName, TestContext.Current.CancellationToken));

    public void Dispose() => folder.Delete(recursive: true);

    private static void RequireDebian()
        => Assert.SkipUnless(File.Exists("/etc/os-release") && File.ReadAllLines("/etc/os-release").Contains("ID=debian"), "missing: Debian");

    private DebianPackages CreateSut() => new(folder.FullName, folder.FullName);

    private void Unpack(string path, UnixFileMode mode)
    {
        var file = $"{folder.FullName}/root{path}";
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "");
        File.SetUnixFileMode(file, mode);
    }

    private sealed class Listener(List<string> said) : IProgress<string>
    {
        public void Report(string value) => said.Add(value);
    }
}
