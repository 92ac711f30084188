using System.Security.Cryptography;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Secrets;

/// <summary>Keeps each secret as one sealed record of the metadata store; whoever reads that alone learns nothing.</summary>
public sealed class SealedSecretStore(IMetadataStore store, IKeyProvider keys) : ISecretStore
{
    /// <summary>32 of 62 characters: 190 bits.</summary>
    private const int GeneratedLength = 32;

    private const string GeneratedFrom = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public async Task<string?> FindAsync(string id, CancellationToken cancel)
        => await store.FindAsync(Keys.Secrets(id), cancel).ConfigureAwait(false) is { } record
            ? Envelope.Open(keys, record.Value, Context(id))
            : null;

    public async Task EnsureAsync(string id, string? value, CancellationToken cancel)
    {
        if (await store.FindAsync(Keys.Secrets(id), cancel).ConfigureAwait(false) is not null)
        {
            return;
        }

        value ??= RandomNumberGenerator.GetString(GeneratedFrom, GeneratedLength);
        try
        {
            await store.PutAsync(Keys.Secrets(id), Envelope.Seal(keys, value, Context(id)), 0, cancel).ConfigureAwait(false);
        }
        catch (RevisionConflictException)
        {
            // Somebody else made it first, and one that exists stays as it is.
        }
    }

    public async Task DeleteAsync(string idPrefix, CancellationToken cancel)
    {
        var path = Keys.Secrets(idPrefix).TrimEnd('/');
        await store.ForgetAsync(path, cancel).ConfigureAwait(false);
        foreach (var record in await store.ListAsync($"{path}/", cancel).ConfigureAwait(false))
        {
            await store.ForgetAsync(record.Key, cancel).ConfigureAwait(false);
        }
    }

    public string Seal(string text, string purpose) => Envelope.Seal(keys, text, $"purpose:{purpose}");

    public string Open(string seal, string purpose) => Envelope.Open(keys, seal, $"purpose:{purpose}");

    // Ids differ only in case name the same record, so they are the same context too.
    private static string Context(string id) => $"secret:{id.ToLowerInvariant()}";
}
