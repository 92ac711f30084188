using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Archives;

/// <summary>The cluster's backup store as a member's agent uses it: kept open until it fails or the cluster names another.</summary>
internal sealed class ArchiveStore(NodeContext node) : IAsyncDisposable
{
    private IBackupStore? open;

    /// <exception cref="FireCampException">The cluster has no backup store, or it can't be opened.</exception>
    public async Task<SegmentArchive> OpenAsync(CancellationToken cancel)
    {
        var setting = await node.Store.FindAsync(Keys.BackupStore, ModelJson.Default.BackupStoreSetting, cancel).ConfigureAwait(false)
            ?? throw new FireCampException(
                "BackupStoreNotNamed", $"Cluster '{node.Cluster}' has no backup store.", "Set one with Set-FireCampBackupStore.");
        if (open?.Url != setting.Value.Url)
        {
            await ForgetAsync().ConfigureAwait(false);
            open = await BackupStoreFactory.OpenAsync(setting.Value.Url, node.Secrets, cancel).ConfigureAwait(false);
        }

        return new SegmentArchive(open!, node.Keys);
    }

    /// <summary>The next use opens it anew: with another key, if the cluster has one by then.</summary>
    public async ValueTask ForgetAsync()
    {
        if (open is { } store)
        {
            open = null;
            await store.DisposeAsync().ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => ForgetAsync();
}
