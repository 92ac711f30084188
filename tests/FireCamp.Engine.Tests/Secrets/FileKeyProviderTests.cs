using FireCamp.Engine.Secrets;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Secrets;

public sealed class FileKeyProviderTests : IDisposable
{
    private readonly TestFolder folder = new();

    private string KeyFile => folder.File("deep/key");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Ensure_NoFile_MakesOneForItsOwnerOnly()
    {
        FileKeyProvider.Ensure(KeyFile);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        Assert.Equal(32, File.ReadAllBytes(KeyFile).Length);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(KeyFile)!));
    }

    [Fact]
    public void Ensure_Again_KeepsTheKey()
    {
        var wrapped = FileKeyProvider.Ensure(KeyFile).Wrap([1, 2, 3], "context");

        Assert.Equal([1, 2, 3], FileKeyProvider.Ensure(KeyFile).Unwrap(wrapped, "context"));
    }

    [Fact]
    public void Ensure_ManyAtOnce_MakeOneKey()
    {
        var providers = new FileKeyProvider[16];
        Parallel.For(0, providers.Length, i => providers[i] = FileKeyProvider.Ensure(KeyFile));

        Assert.All(providers, p => Assert.Equal([7], providers[0].Unwrap(p.Wrap([7], "context"), "context")));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Wrap_FileThatOthersMayUse_IsRefused(UnixFileMode more)
    {
        var provider = FileKeyProvider.Ensure(KeyFile);
        File.SetUnixFileMode(KeyFile, File.GetUnixFileMode(KeyFile) | more);

        Assert.Contains("0600", Assert.Throws<SecretException>(() => provider.Wrap([1], "context")).Message);
        Assert.Throws<SecretException>(() => FileKeyProvider.Ensure(KeyFile));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Ensure_FileOfAnotherLength_IsRefusedAndKept(int length)
    {
        FileKeyProvider.Ensure(KeyFile);
        File.WriteAllBytes(KeyFile, new byte[length]);

        Assert.Throws<SecretException>(() => FileKeyProvider.Ensure(KeyFile));
        Assert.Equal(length, File.ReadAllBytes(KeyFile).Length);
    }
}
