using System.Security.Cryptography;
using FireCamp.Engine.Backups.Chunks;
using FireCamp.Engine.Backups.Trees;
using FireCamp.Engine.Model;
using FireCamp.Engine.Secrets;

namespace FireCamp.Engine.Backups;

/// <summary>Reads contents of a backup out of a store, and gives nothing that isn't what was written.</summary>
/// <param name="keys">The cluster's key; null reads what isn't encrypted.</param>
internal sealed class ContentReader(IBackupStore store, IKeyProvider? keys, Chunking? chunking = null)
{
    private readonly Chunking chunking = chunking ?? Chunking.Default;

    /// <summary>The folder, empty before, holds the tree, and it is on the disk.</summary>
    /// <exception cref="BackupDamagedException">It isn't what was written; what the folder holds by then is worth nothing.</exception>
    /// <exception cref="BackupKeyException">It is encrypted with another key.</exception>
    /// <exception cref="TreeException">The folder can't be written.</exception>
    public async Task RestoreTreeAsync(BackupManifest backup, BackupContent content, string folder, CancellationToken cancel)
    {
        var (chunks, cipher) = await OpenAsync(backup, content, cancel).ConfigureAwait(false);
        using (cipher)
        {
            var reader = new ChunkReader(chunks, content, chunking, cancel);
            await using (reader.ConfigureAwait(false))
            {
                await TreeRestorer.RestoreAsync(chunks.Subject, reader, folder, cancel).ConfigureAwait(false);
                await reader.DrainAsync(cancel).ConfigureAwait(false);
            }
        }

        await TreeRestorer.FlushAsync(folder, cancel).ConfigureAwait(false);
    }

    /// <summary>The target got the content's stream. It was all of it only once this has returned.</summary>
    /// <exception cref="BackupDamagedException">It isn't what was written.</exception>
    /// <exception cref="BackupKeyException">It is encrypted with another key.</exception>
    public async Task CopyAsync(BackupManifest backup, BackupContent content, Stream target, CancellationToken cancel)
    {
        var (chunks, cipher) = await OpenAsync(backup, content, cancel).ConfigureAwait(false);
        using (cipher)
        {
            var reader = new ChunkReader(chunks, content, chunking, cancel);
            await using (reader.ConfigureAwait(false))
            {
                await reader.CopyToAsync(target, 128 << 10, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Everything that is wrong with the content: each chunk is fetched, and all of them together are looked at.</summary>
    /// <exception cref="BackupKeyException">It is encrypted with another key.</exception>
    public async Task<IReadOnlyList<Mistake>> CheckAsync(BackupManifest backup, BackupContent content, CancellationToken cancel)
    {
        try
        {
            var (chunks, cipher) = await OpenAsync(backup, content, cancel).ConfigureAwait(false);
            using (cipher)
            {
                return await CheckAsync(chunks, content, cancel).ConfigureAwait(false);
            }
        }
        catch (BackupDamagedException e)
        {
            return e.Damages;
        }
    }

    private async Task<IReadOnlyList<Mistake>> CheckAsync(ChunkFetcher chunks, BackupContent content, CancellationToken cancel)
    {
        var damages = new List<Mistake>();
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sequence = new ChunkSequence(chunks, content.ChunkSize, chunking, cancel);
        await using (sequence.ConfigureAwait(false))
        {
            for (var more = true; more;)
            {
                try
                {
                    var chunk = await sequence.NextAsync().ConfigureAwait(false);
                    whole.AppendData((chunk ?? default).Span);
                    more = chunk is not null;
                }
                catch (BackupDamagedException e)
                {
                    damages.AddRange(e.Damages);
                }
            }
        }

        if (damages.Count == 0)
        {
            ChunkReader.RequireWhole(chunks, content, whole.GetHashAndReset());
        }

        return damages;
    }

    private async Task<(ChunkFetcher Chunks, ChunkCipher? Cipher)> OpenAsync(
        BackupManifest backup, BackupContent content, CancellationToken cancel)
    {
        var place = new ContentPlace(backup.Service, backup.Id, content.Name, content.Attempt);
        var cipher = content.Encryption is { } encryption
            ? ChunkCipher.Open(keys, encryption, place.KeyContext, place.Folder, $"Backup '{backup.Id}'")
            : null;
        try
        {
            return (await ChunkFetcher.OpenAsync(store, place, content, cipher, cancel).ConfigureAwait(false), cipher);
        }
        catch
        {
            cipher?.Dispose();
            throw;
        }
    }
}
