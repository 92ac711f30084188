using System.Globalization;
using System.Text.Json;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups;

/// <summary>Notes beside a backup that it was restored and found good: one object for each time.</summary>
internal sealed class BackupProofs(IBackupStore store)
{
    /// <summary>The proof is noted; that of the same operation is noted once.</summary>
    public async Task AddAsync(string service, string id, BackupProof proof, CancellationToken cancel)
    {
        var folder = BackupLayout.Proofs(service, id);
        if ((await NamesAsync(folder, cancel).ConfigureAwait(false)).Any(name => name.EndsWith($"-{proof.Operation}", StringComparison.Ordinal)))
        {
            return;
        }

        var time = proof.At.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        using var file = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(proof, BackupsJson.Default.BackupProof));
        await store.WriteAsync($"{folder}{time}-{proof.Operation}", file, cancel).ConfigureAwait(false);
    }

    /// <summary>The last proof of a backup; null when there is none. What isn't one is passed over.</summary>
    public async Task<BackupProof?> FindLastAsync(string service, string id, CancellationToken cancel)
    {
        var folder = BackupLayout.Proofs(service, id);
        var names = await NamesAsync(folder, cancel).ConfigureAwait(false);
        for (var i = names.Count - 1; i >= 0; i--)
        {
            if (await ReadAsync(folder + names[i], cancel).ConfigureAwait(false) is { } proof)
            {
                return proof;
            }
        }

        return null;
    }

    private async Task<IReadOnlyList<string>> NamesAsync(string folder, CancellationToken cancel)
    {
        var names = new List<string>();
        await foreach (var name in store.ListPartsAsync(folder, cancel).ConfigureAwait(false))
        {
            names.Add(name);
        }

        return names;
    }

    private async Task<BackupProof?> ReadAsync(string name, CancellationToken cancel)
    {
        if (await store.OpenAsync(name, cancel).ConfigureAwait(false) is not { } stream)
        {
            return null;
        }

        await using (stream.ConfigureAwait(false))
        {
            try
            {
                return await JsonSerializer.DeserializeAsync(stream, BackupsJson.Default.BackupProof, cancel).ConfigureAwait(false);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
