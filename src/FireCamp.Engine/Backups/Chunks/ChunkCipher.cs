using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FireCamp.Engine.Secrets;

namespace FireCamp.Engine.Backups.Chunks;

/// <summary>Encrypts the chunks of one content, or of one segment, with a key of its own.</summary>
/// <remarks>
/// <para>AES-256-GCM. The key is random, made for one attempt to write one content, and lies beside it wrapped by the cluster's key.
/// A chunk's nonce is its number, and a writer seals each number once (a repeated upload sends the same bytes), so that no nonce is
/// used twice under a key. Who tries again takes a new key.</para>
/// <para>Each chunk is bound to the place that it was written for and to its number: moved to another number, content, attempt or
/// backup, it doesn't open.</para>
/// </remarks>
internal sealed class ChunkCipher : IDisposable
{
    public const int TagSize = 16;

    private const int KeySize = 32;
    private const int NonceSize = 12;

    private readonly byte[] key;
    private readonly string bound;

    private ChunkCipher(byte[] key, string bound) => (this.key, this.bound) = (key, bound);

    /// <summary>A new key.</summary>
    /// <param name="context">What the wrapped key is bound to.</param>
    /// <param name="bound">What the chunks are bound to.</param>
    public static (ChunkCipher Cipher, BackupEncryption Encryption) Create(IKeyProvider keys, string context, string bound)
    {
        var key = RandomNumberGenerator.GetBytes(KeySize);
        var wrapped = Convert.ToBase64String(keys.Wrap(key, context));
        return (new ChunkCipher(key, bound), new BackupEncryption(BackupEncryption.Aes256Gcm, wrapped));
    }

    /// <exception cref="BackupKeyException">There is no key, or it is another one than it was wrapped with.</exception>
    public static ChunkCipher Open(IKeyProvider? keys, BackupEncryption encryption, string context, string bound, string subject)
    {
        if (keys is null)
        {
            throw new BackupKeyException(subject, "it is encrypted, and no key is given.");
        }

        if (encryption.Algorithm != BackupEncryption.Aes256Gcm)
        {
            throw new BackupKeyException(subject, $"its algorithm '{encryption.Algorithm}' is unknown here.");
        }

        try
        {
            var key = keys.Unwrap(Convert.FromBase64String(encryption.WrappedKey), context);
            return key.Length == KeySize ? new ChunkCipher(key, bound) : throw new BackupKeyException(subject, "its key has another length.");
        }
        catch (Exception e) when (e is SecretException or FormatException)
        {
            throw new BackupKeyException(subject, "the key that is given isn't the one that it was encrypted with.", e);
        }
    }

    /// <summary>Encrypts in place; the last <see cref="TagSize"/> bytes are room for the tag.</summary>
    public void Seal(long number, bool isLast, Span<byte> chunk)
    {
        var text = chunk[..^TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(Nonce(number), text, text, chunk[^TagSize..], Bound(number, isLast));
    }

    /// <summary>Decrypts in place; returns the part that is the text.</summary>
    /// <exception cref="CryptographicException">It was changed, or sealed for another place or number.</exception>
    public Span<byte> Open(long number, bool isLast, Span<byte> chunk)
    {
        if (chunk.Length < TagSize)
        {
            throw new CryptographicException("The chunk is cut short.");
        }

        var text = chunk[..^TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(Nonce(number), text, chunk[^TagSize..], text, Bound(number, isLast));
        return text;
    }

    /// <summary>A keyed digest; to be used only with a key that seals no chunks.</summary>
    public byte[] Authenticate(ReadOnlySpan<byte> text) => HMACSHA256.HashData(key, text);

    public void Dispose() => CryptographicOperations.ZeroMemory(key);

    private static byte[] Nonce(long number)
    {
        var nonce = new byte[NonceSize];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(NonceSize - sizeof(long)), number);
        return nonce;
    }

    private byte[] Bound(long number, bool isLast) => Encoding.UTF8.GetBytes($"firecamp-chunk:1:{bound}:{number}:{(isLast ? "last" : "more")}");
}
