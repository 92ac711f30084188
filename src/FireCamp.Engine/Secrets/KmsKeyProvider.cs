using System.Security.Cryptography;
using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Secrets;

/// <summary>Keeps the cluster's key encrypted in the metadata store, by a key of AWS's KMS: who may use that one may read secrets.</summary>
/// <remarks>
/// The cluster's key is bound to the cluster's name. It is decrypted when this is opened, and stays in memory until it is disposed: using
/// secrets costs no call, and works while KMS can't be reached. Whoever loses the right to the KMS key can open it no more from then on.
/// </remarks>
public sealed class KmsKeyProvider : IKeyProvider, IDisposable
{
    private readonly byte[] own;

    private KmsKeyProvider(byte[] own) => this.own = own;

    /// <summary>The cluster's key, made if there is none.</summary>
    /// <param name="kmsKey">The id, ARN or alias of the KMS key that encrypts a new one.</param>
    /// <exception cref="SecretException">It can't be decrypted.</exception>
    /// <exception cref="AwsException">KMS refuses the caller, or can't be reached.</exception>
    public static async Task<KmsKeyProvider> EnsureAsync(
        AwsConnection aws, string kmsKey, string cluster, IMetadataStore store, CancellationToken cancel)
    {
        if (await store.FindAsync(Keys.DataKey, SecretsJson.Default.KmsDataKey, cancel).ConfigureAwait(false) is null)
        {
            var made = await KmsCalls.GenerateAsync(aws, kmsKey, cluster, cancel).ConfigureAwait(false);
            try
            {
                await store.PutAsync(Keys.DataKey, made, 0, SecretsJson.Default.KmsDataKey, cancel).ConfigureAwait(false);
            }
            catch (RevisionConflictException)
            {
                // Somebody else made it first.
            }
        }

        return await OpenAsync(aws, cluster, store, cancel).ConfigureAwait(false);
    }

    /// <summary>The cluster's key as it is.</summary>
    /// <exception cref="SecretException">There is none, or it can't be decrypted.</exception>
    /// <exception cref="AwsException">KMS refuses the caller, or can't be reached.</exception>
    public static async Task<KmsKeyProvider> OpenAsync(AwsConnection aws, string cluster, IMetadataStore store, CancellationToken cancel)
    {
        var kept = await GetAsync(store, cancel).ConfigureAwait(false);
        return new KmsKeyProvider(await KmsCalls.DecryptAsync(aws, kept.Value, cluster, cancel).ConfigureAwait(false));
    }

    /// <summary>The cluster's key is encrypted by another KMS key; secrets stay as they are. A repeat changes nothing.</summary>
    /// <exception cref="RevisionConflictException">Somebody else does the same.</exception>
    public static async Task ReencryptAsync(AwsConnection aws, string kmsKey, string cluster, IMetadataStore store, CancellationToken cancel)
    {
        var kept = await GetAsync(store, cancel).ConfigureAwait(false);
        var next = await KmsCalls.ReencryptAsync(aws, kept.Value, kmsKey, cluster, cancel).ConfigureAwait(false);
        if (next.KmsKey != kept.Value.KmsKey)
        {
            await store.PutAsync(Keys.DataKey, next, kept.Revision, SecretsJson.Default.KmsDataKey, cancel).ConfigureAwait(false);
        }
    }

    public byte[] Wrap(ReadOnlySpan<byte> key, string context) => Aead.Seal(own, key, context);

    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, string context)
    {
        try
        {
            return Aead.Open(own, wrapped, context);
        }
        catch (CryptographicException e)
        {
            throw new SecretException(context, "it was sealed with another key, or it was tampered with.", e);
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(own);

    private static async Task<Versioned<KmsDataKey>> GetAsync(IMetadataStore store, CancellationToken cancel)
        => await store.FindAsync(Keys.DataKey, SecretsJson.Default.KmsDataKey, cancel).ConfigureAwait(false)
            ?? throw new SecretException("the cluster's key", "there is none in the metadata store.", null,
                "Connect to a cluster that was made with KMS, or restore its metadata store.");
}
