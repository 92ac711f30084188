using FireCamp.Engine.Backups;
using FireCamp.Engine.Model;
using FireCamp.Testing.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Engine.Tests;

/// <summary>Where a cluster's backups lie.</summary>
public sealed class ClusterBackupsTests
{
    private const string Secret = "backup-stores/mine";

    private readonly FakeWorld world = new(new FakeTimeProvider());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SetStoreAsync_StoreThatCannotBeUsed_LeavesTheKeyAndTheStoreThatWereThere()
    {
        var backups = TestClusters.Connect(world).Backups;
        var folder = Directory.CreateTempSubdirectory("firecamp-test-");
        try
        {
            await backups.SetStoreAsync(new Uri(folder.FullName).AbsoluteUri, ("mine", "id:old"), Cancel);
            var absent = new Uri(Path.Combine(folder.FullName, "absent")).AbsoluteUri;
            await Assert.ThrowsAsync<BackupStoreException>(() => backups.SetStoreAsync(absent, ("mine", "id:new"), Cancel));
            await Assert.ThrowsAsync<BackupStoreException>(() => backups.SetStoreAsync(absent, ("other", "id:new"), Cancel));
            await Assert.ThrowsAsync<InvalidInputException>(() => backups.SetStoreAsync("nonsense", ("mine", "id:new"), Cancel));
            Assert.Equal(new Uri(folder.FullName).AbsoluteUri, await backups.FindStoreAsync(Cancel));
            Assert.Equal("id:old", await world.Ports.Secrets.FindAsync(Secret, Cancel));
            Assert.Null(await world.Ports.Secrets.FindAsync("backup-stores/other", Cancel));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
