namespace FireCamp.Engine.Metadata;

/// <summary>The one place where a cluster's state is kept, shared by every engine and agent of the cluster.</summary>
/// <remarks>
/// Keys are lower-case paths such as <c>members/mypg/mypg-0</c>; values are text (JSON). Reads are strong: they see every
/// write that was acknowledged before they began. All members are safe to call at once. When the store cannot be reached
/// or is damaged, every call throws <see cref="StoreUnavailableException"/> or <see cref="StoreDamagedException"/>.
/// </remarks>
public interface IMetadataStore : IAsyncDisposable
{
    /// <summary>The record, or null when there is none.</summary>
    Task<MetadataRecord?> FindAsync(string key, CancellationToken cancel);

    /// <summary>All records whose key starts with <paramref name="prefix"/>, ordered by key (ordinal).</summary>
    Task<IReadOnlyList<MetadataRecord>> ListAsync(string prefix, CancellationToken cancel);

    /// <summary>Writes a record if it is still at <paramref name="expectedRevision"/>; 0 means that it must not exist.</summary>
    /// <returns>The new revision. Revisions of one key never repeat, not even after it was deleted and made again.</returns>
    /// <exception cref="Model.RevisionConflictException">It is at another revision; nothing was written.</exception>
    Task<long> PutAsync(string key, string value, long expectedRevision, CancellationToken cancel);

    /// <summary>Deletes a record if it is still at <paramref name="expectedRevision"/>; an absent one is a conflict too.</summary>
    /// <exception cref="Model.RevisionConflictException">It is at another revision or absent; nothing was deleted.</exception>
    Task DeleteAsync(string key, long expectedRevision, CancellationToken cancel);

    /// <summary>A number that is greater whenever anything in the store may have changed since an earlier call.</summary>
    Task<long> VersionAsync(CancellationToken cancel);

    /// <summary>Returns the store's version once it differs from <paramref name="version"/>, or after <paramref name="atMost"/>.</summary>
    /// <remarks>
    /// May return early; callers look at what they wait for and call again. Adapters that can't watch look every so
    /// often.
    /// </remarks>
    Task<long> WaitForChangeAsync(long version, TimeSpan atMost, CancellationToken cancel);

    /// <summary>
    /// As <see cref="WaitForChangeAsync"/>, for those who don't care for nodes' leases, which are rewritten all the time: where the adapter
    /// can tell, their changes wake nobody here.
    /// </summary>
    Task<long> WaitForOtherChangeAsync(long version, TimeSpan atMost, CancellationToken cancel)
        => WaitForChangeAsync(version, atMost, cancel);
}
