using FireCamp.Engine.Backups.Chunks;
using FireCamp.Engine.Backups.Trees;
using FireCamp.Engine.Secrets;

namespace FireCamp.Engine.Backups;

/// <summary>Writes contents of a backup into a store, each by whoever is where it lies; the manifest that names them all comes last.</summary>
/// <param name="keys">The cluster's key; null writes them unencrypted.</param>
internal sealed class ContentWriter(IBackupStore store, IKeyProvider? keys, Chunking? chunking = null)
{
    /// <summary>What at the top of a folder is left out.</summary>
    public IReadOnlyCollection<string> Without { get; init; } = [];

    /// <summary>The folder's tree is in the store, as it was while it was read: it should be a snapshot.</summary>
    /// <param name="name">Tells it from the backup's other contents: a part of an object's name.</param>
    /// <param name="attempt">Random, for this one call: none of its objects is there yet.</param>
    /// <returns>What the backup's manifest is to say of it.</returns>
    /// <exception cref="TreeException">Something in the folder can't be backed up; names it.</exception>
    /// <exception cref="BackupStoreException">The store failed. What was written of the attempt is left.</exception>
    public Task<BackupContent> WriteTreeAsync(
        string service, string backup, string name, string attempt, string folder, CancellationToken cancel)
        => WriteAsync(new ContentPlace(service, backup, name, attempt), ContentKind.Tree,
            stream => TreeArchiver.WriteAsync(folder, Without, stream, cancel), cancel);

    /// <summary>The same for whatever a program gives.</summary>
    public Task<BackupContent> WriteStreamAsync(
        string service, string backup, string name, string attempt, Stream content, CancellationToken cancel)
        => WriteAsync(new ContentPlace(service, backup, name, attempt), ContentKind.Stream, stream => content.CopyToAsync(stream, cancel), cancel);

    /// <summary>The same for what a content of that backup in another store holds.</summary>
    /// <param name="fill">Writes the content's stream.</param>
    public async Task<BackupContent> WriteCopyAsync(
        string service, string backup, BackupContent of, string attempt, Func<Stream, Task> fill, CancellationToken cancel)
        => await WriteAsync(new ContentPlace(service, backup, of.Name, attempt), of.Kind, fill, cancel).ConfigureAwait(false)
            with { Member = of.Member };

    private async Task<BackupContent> WriteAsync(
        ContentPlace place, ContentKind kind, Func<Stream, Task> fill, CancellationToken cancel)
    {
        var (cipher, encryption) = keys is null ? default : ChunkCipher.Create(keys, place.KeyContext, place.Folder);
        using (cipher)
        {
            var writer = new ChunkWriter(store, place, cipher, chunking ?? Chunking.Default, cancel);
            await using (writer.ConfigureAwait(false))
            {
                await fill(writer).ConfigureAwait(false);
                return await writer.FinishAsync(kind, encryption).ConfigureAwait(false);
            }
        }
    }
}
