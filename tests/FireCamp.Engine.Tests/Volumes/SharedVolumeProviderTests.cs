using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Volumes;

/// <summary>Volumes on shared storage that can't clone, such as ext4.</summary>
public sealed class SharedVolumeProviderTests : SharedVolumeProviderContract, IDisposable
{
    private readonly TestFolder folder = new();

    protected override string Storage => folder.Path;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task AttachAsync_OverAnAttachment_UsesTheSameFolderAndSaysSo()
    {
        Assert.SkipWhen(SharedStorageCheck.Look(folder.Path).Clones, "the temporary folder's file system can clone: one that can't is missing");
        var first = await AttachedAsync(Name);

        Assert.Equal(first, await Provider.AttachAsync(Name, "node-2", 2, Cancel));
        Assert.False(Provider.ClonesAtTakeover);
    }

    [Fact]
    public void Token_IsSeenInTheSameFolderAlone()
    {
        Directory.CreateDirectory(folder.File("here"));
        Directory.CreateDirectory(folder.File("not mounted"));
        var token = SharedStorageCheck.WriteToken(folder.File("here"));

        Assert.True(SharedStorageCheck.SeesToken(folder.File("here"), token));
        Assert.False(SharedStorageCheck.SeesToken(folder.File("not mounted"), token));
        SharedStorageCheck.DeleteToken(folder.File("here"), token);
        SharedStorageCheck.DeleteToken(folder.File("here"), token);
        Assert.False(SharedStorageCheck.SeesToken(folder.File("here"), token));
        Assert.Throws<ArgumentException>(() => SharedStorageCheck.SeesToken(folder.File("here"), "../../etc/passwd"));
    }

    [Fact]
    public void AnyCheck_FolderIsNotThere_SaysSo()
    {
        foreach (var check in new Action[]
        {
            () => SharedStorageCheck.WriteToken(folder.File("absent")),
            () => SharedStorageCheck.SeesToken(folder.File("absent"), new string('a', 32)),
            () => SharedStorageCheck.Look(folder.File("absent")),
        })
        {
            Assert.Equal("SharedStorageUnusable", Assert.Throws<FireCampException>(check).ErrorId);
        }
    }

    [Fact]
    public void Look_TellsTheRoomThatIsLeft() => Assert.InRange(SharedStorageCheck.Look(folder.Path).Free.Bytes, 1, long.MaxValue);
}
