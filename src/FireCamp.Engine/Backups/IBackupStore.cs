namespace FireCamp.Engine.Backups;

/// <summary>Keeps the objects that backups consist of: a folder, or a bucket.</summary>
/// <remarks>
/// <para>Names are paths such as <c>backups/mypg/mypg-1/manifest.json</c> and tell case apart: parts of letters, digits, dots, hyphens
/// and underscores that don't begin with a dot, 255 characters at most, 700 for the whole name. Any other is an
/// <see cref="ArgumentException"/>. No object's name is what another's begins with before a slash.</para>
/// <para>An object is written once and never changes. It is seen by others whole or not at all: an interrupted write leaves nothing
/// under its name. Reads see every write and deletion that was acknowledged before they began. All members are safe to call at once,
/// from several processes too. When the store can't be used, is full or gives no right, every call throws
/// <see cref="BackupStoreException"/>.</para>
/// </remarks>
public interface IBackupStore : IAsyncDisposable
{
    /// <summary>Its URL, which holds no secret.</summary>
    string Url { get; }

    /// <summary>The store can be read and written, and keeps to this contract as far as can be tried out; leaves nothing behind.</summary>
    /// <exception cref="BackupStoreException">It can't be used; says why.</exception>
    Task CheckAsync(CancellationToken cancel);

    /// <summary>The object exists, and lasts: with all that the stream has from its position on, unless the name was taken already.</summary>
    /// <returns>False when it was there before; it stays as it was. Also when an answer was lost and this very write is what is there: who
    /// must know compares.</returns>
    /// <exception cref="IOException">The stream can't be read; nothing was written. Exceptions of the stream come through as they are.</exception>
    Task<bool> WriteAsync(string name, Stream content, CancellationToken cancel);

    /// <summary>The object's content from its start; the caller disposes it.</summary>
    /// <remarks>What fails while it is read is a <see cref="BackupStoreException"/> too.</remarks>
    /// <returns>Null when there is no such object.</returns>
    Task<Stream?> OpenAsync(string name, CancellationToken cancel);

    /// <summary>All objects whose name starts with <paramref name="prefix"/>; ordered by name (ordinal).</summary>
    /// <param name="prefix">Empty, or ends with a slash.</param>
    IAsyncEnumerable<BackupObject> ListAsync(string prefix, CancellationToken cancel);

    /// <summary>The names that come next after <paramref name="prefix"/>, each once: of <c>a/b/c</c> and <c>a/b/d</c> after <c>a/</c> it is
    /// <c>b</c>. Ordered; doesn't cost more for what lies deeper.</summary>
    IAsyncEnumerable<string> ListPartsAsync(string prefix, CancellationToken cancel);

    /// <summary>The objects are gone; absent ones are success.</summary>
    Task DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancel);
}
