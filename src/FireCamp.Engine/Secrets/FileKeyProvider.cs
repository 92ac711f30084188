using System.Security.Cryptography;

namespace FireCamp.Engine.Secrets;

/// <summary>Keeps the cluster's key in a file of 32 random bytes that only its owner may read (0600).</summary>
/// <remarks>The file is read at each use: a key that was taken away is not kept alive by a long-lived process.</remarks>
public sealed class FileKeyProvider(string path) : IKeyProvider
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The key file exists, whole, with a new key if there was none; an existing one stays as it is.</summary>
    /// <exception cref="SecretException">It can't be made, or the existing one can't be used.</exception>
    public static FileKeyProvider Ensure(string path)
    {
        var provider = new FileKeyProvider(path);
        if (!File.Exists(path))
        {
            Create(path, RandomNumberGenerator.GetBytes(Aead.KeySize));
        }

        provider.Require();
        return provider;
    }

    /// <summary>The file is there and holds a key.</summary>
    /// <exception cref="SecretException">It can't be used.</exception>
    public void Require() => CryptographicOperations.ZeroMemory(Read());

    /// <summary>There is a copy of the key, unless that file exists.</summary>
    /// <exception cref="SecretException">The key can't be used, or the copy can't be made.</exception>
    public void CopyTo(string copy)
    {
        if (!File.Exists(copy))
        {
            Create(copy, Read());
        }
    }

    public byte[] Wrap(ReadOnlySpan<byte> key, string context)
    {
        var own = Read();
        try
        {
            return Aead.Seal(own, key, context);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(own);
        }
    }

    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, string context)
    {
        var own = Read();
        try
        {
            return Aead.Open(own, wrapped, context);
        }
        catch (CryptographicException e)
        {
            throw new SecretException(context, "it was sealed with another key, or it was tampered with.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(own);
        }
    }

    // Written beside and then linked: nobody ever reads half a key, and of two that make it at once one wins.
    private static void Create(string path, byte[] key)
    {
        var making = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (var file = new FileStream(making, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = OwnerOnly,
            }))
            {
                file.Write(key);
                file.Flush(flushToDisk: true);
            }

            File.Move(making, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody else was first.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SecretException("the cluster's key", $"its file {path} can't be made: {e.Message}", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            File.Delete(making);
        }
    }

    private byte[] Read()
    {
        try
        {
            if ((File.GetUnixFileMode(path) & ~OwnerOnly) is not UnixFileMode.None and var mode)
            {
                throw new SecretException("the cluster's key", $"others than its owner may use its file {path} ({mode}). Set its mode to 0600.");
            }

            var key = File.ReadAllBytes(path);
            return key.Length == Aead.KeySize
                ? key
                : throw new SecretException("the cluster's key", $"its file {path} has {key.Length} bytes; a key has {Aead.KeySize}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SecretException("the cluster's key", $"its file {path} can't be read: {e.Message}", e);
        }
    }
}
