using System.Security.Cryptography;
using System.Text;

namespace FireCamp.Engine.Secrets;

/// <summary>Envelope encryption: each text has a random key of its own, which lies beside it wrapped by the cluster's key.</summary>
/// <remarks>Form: <c>fc1.&lt;wrapped key&gt;.&lt;sealed text&gt;</c>, both in base 64. Both are bound to the context.</remarks>
internal static class Envelope
{
    private const string Mark = "fc1";

    public static string Seal(IKeyProvider keys, string text, string context)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var key = RandomNumberGenerator.GetBytes(Aead.KeySize);
        try
        {
            var wrapped = keys.Wrap(key, context);
            return $"{Mark}.{Convert.ToBase64String(wrapped)}.{Convert.ToBase64String(Aead.Seal(key, plain, context))}";
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <exception cref="SecretException">It is no envelope, was sealed for another context or with another key, or was
    /// tampered with.</exception>
    public static string Open(IKeyProvider keys, string seal, string context)
    {
        byte[] key = [], plain = [];
        try
        {
            if (seal.Split('.') is not [Mark, var wrapped, var sealedText])
            {
                throw new SecretException(context, "what is stored is no sealed text.");
            }

            key = keys.Unwrap(Convert.FromBase64String(wrapped), context);
            plain = Aead.Open(key, Convert.FromBase64String(sealedText), context);
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            throw new SecretException(context, "it was tampered with.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
