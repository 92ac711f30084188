using System.Text;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Secrets;

namespace FireCamp.Testing.Fakes;

/// <summary>Secrets in the clear, in the store; a generated one is the same at each run, so that end states can be compared.</summary>
public sealed class FakeSecretStore(IMetadataStore store) : ISecretStore
{
    public async Task<string?> FindAsync(string id, CancellationToken cancel)
        => (await store.FindAsync(Keys.Secrets(id), cancel))?.Value;

    public async Task EnsureAsync(string id, string? value, CancellationToken cancel)
    {
        if (await store.FindAsync(Keys.Secrets(id), cancel) is null)
        {
            await store.PutAsync(Keys.Secrets(id), value ?? $"generated for {id}", 0, cancel);
        }
    }

    public async Task DeleteAsync(string idPrefix, CancellationToken cancel)
    {
        foreach (var record in await store.ListAsync(Keys.Secrets(idPrefix), cancel))
        {
            await store.ForgetAsync(record.Key, cancel);
        }
    }

    public string Seal(string text, string purpose) => $"{purpose}:{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}";

    public string Open(string seal, string purpose)
    {
        var parts = seal.Split(':');
        return parts[0] == purpose
            ? Encoding.UTF8.GetString(Convert.FromBase64String(parts[1]))
            : throw new SecretException(purpose, "it was sealed for another purpose.");
    }
}
