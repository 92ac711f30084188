using FireCamp.Engine.Platforms.Local;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Platforms;

public sealed class ShortPathTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void OfFolder_ShortPath_IsThePathItself()
        => Assert.Equal("/data/run", ShortPath.OfFolder("/data/run"));

    [Fact]
    public void Link_LongPath_LeadsToTheFolderUntilUnlinked()
    {
        var deep = Directory.CreateDirectory(Path.Combine(folder.Path, new string('x', 100), "run")).FullName;
        ShortPath.Link(deep);
        ShortPath.Link(deep);
        File.WriteAllText(Path.Combine(ShortPath.OfFolder(deep), "file"), "there");
        Assert.Equal("there", File.ReadAllText(Path.Combine(deep, "file")));
        Assert.True(ShortPath.OfFolder(deep).Length + "/.s.PGSQL.65535.lock".Length <= 107);
        ShortPath.Unlink(deep);
        ShortPath.Unlink(deep);
        Assert.False(Directory.Exists(ShortPath.OfFolder(deep)));
    }

    [Fact]
    public void OfSocket_LongPath_IsShortAndItsOwn()
    {
        var (first, second) = ($"/{new string('a', 120)}", $"/{new string('b', 120)}");
        Assert.True(ShortPath.OfSocket(first).Length <= 107);
        Assert.NotEqual(ShortPath.OfSocket(first), ShortPath.OfSocket(second));
    }
}
