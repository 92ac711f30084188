using System.Security.Cryptography;
using System.Text;

namespace FireCamp.Engine.Secrets;

/// <summary>AES-256-GCM with a fresh random nonce a message: nonce, tag, then the ciphertext.</summary>
internal static class Aead
{
    public const int KeySize = 32;

    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int Overhead = NonceSize + TagSize;

    /// <param name="context">Authenticated with the message: it opens only for the same context.</param>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, string context)
    {
        var message = new byte[Overhead + plain.Length];
        var nonce = message.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, message.AsSpan(Overhead), message.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(context));
        return message;
    }

    /// <exception cref="CryptographicException">Another key or context, or the message was changed.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, string context)
    {
        if (message.Length < Overhead)
        {
            throw new CryptographicException("The message is cut short.");
        }

        var plain = new byte[message.Length - Overhead];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(
            message[..NonceSize], message[Overhead..], message[NonceSize..Overhead], plain, Encoding.UTF8.GetBytes(context));
        return plain;
    }
}
