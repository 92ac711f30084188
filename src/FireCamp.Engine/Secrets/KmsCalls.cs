using System.Security.Cryptography;
using Amazon.KeyManagementService.Model;
using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Model;
using KeyNotFoundException = Amazon.KeyManagementService.Model.NotFoundException;

namespace FireCamp.Engine.Secrets;

/// <summary>What is asked of KMS about the cluster's key.</summary>
internal static class KmsCalls
{
    public static async Task<KmsDataKey> GenerateAsync(AwsConnection aws, string kmsKey, string cluster, CancellationToken cancel)
    {
        var request = new GenerateDataKeyWithoutPlaintextRequest { KeyId = kmsKey, KeySpec = "AES_256", EncryptionContext = ContextOf(cluster) };
        var made = await AskAsync(
            "GenerateDataKeyWithoutPlaintext",
            () => aws.Kms.Value.GenerateDataKeyWithoutPlaintextAsync(request, cancel),
            cancel).ConfigureAwait(false);
        return new KmsDataKey(made.KeyId, Convert.ToBase64String(made.CiphertextBlob.ToArray()));
    }

    public static async Task<byte[]> DecryptAsync(AwsConnection aws, KmsDataKey kept, string cluster, CancellationToken cancel)
    {
        var request = new DecryptRequest { KeyId = kept.KmsKey, CiphertextBlob = BlobOf(kept), EncryptionContext = ContextOf(cluster) };
        var opened = await AskAsync("Decrypt", () => aws.Kms.Value.DecryptAsync(request, cancel), cancel).ConfigureAwait(false);
        var key = opened.Plaintext.ToArray();
        CryptographicOperations.ZeroMemory(opened.Plaintext.GetBuffer());
        return key;
    }

    public static async Task<KmsDataKey> ReencryptAsync(
        AwsConnection aws, KmsDataKey kept, string kmsKey, string cluster, CancellationToken cancel)
    {
        var request = new ReEncryptRequest
        {
            SourceKeyId = kept.KmsKey,
            DestinationKeyId = kmsKey,
            CiphertextBlob = BlobOf(kept),
            SourceEncryptionContext = ContextOf(cluster),
            DestinationEncryptionContext = ContextOf(cluster),
        };
        var next = await AskAsync("ReEncrypt", () => aws.Kms.Value.ReEncryptAsync(request, cancel), cancel).ConfigureAwait(false);
        return new KmsDataKey(next.KeyId, Convert.ToBase64String(next.CiphertextBlob.ToArray()));
    }

    private static async Task<T> AskAsync<T>(string operation, Func<Task<T>> send, CancellationToken cancel)
    {
        try
        {
            return await AwsFailures.Translated($"kms:{operation}", send, cancel).ConfigureAwait(false);
        }
        catch (AwsException e) when (e.InnerException is InvalidCiphertextException or IncorrectKeyException)
        {
            throw new SecretException("the cluster's key", "KMS can't decrypt it: it is another cluster's, or it was tampered with.", e,
                "Restore the metadata store from a backup of this cluster.");
        }
        catch (AwsException e) when (e.InnerException is DisabledException or KMSInvalidStateException or KeyNotFoundException)
        {
            throw new SecretException("the cluster's key", $"its KMS key can't be used: {e.Message}", e,
                "Enable that KMS key, or cancel its deletion, then repeat.");
        }
    }

    private static MemoryStream BlobOf(KmsDataKey kept) => new(Convert.FromBase64String(kept.Encrypted));

    private static Dictionary<string, string> ContextOf(string cluster) => new() { ["firecamp:cluster"] = NameRules.Key(cluster) };
}
