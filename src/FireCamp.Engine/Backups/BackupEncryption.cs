namespace FireCamp.Engine.Backups;

/// <summary>How something is encrypted.</summary>
/// <param name="Algorithm">Always <see cref="Aes256Gcm"/> so far.</param>
/// <param name="WrappedKey">Its own random key, wrapped by the cluster's key, in base 64.</param>
public sealed record BackupEncryption(string Algorithm, string WrappedKey)
{
    public const string Aes256Gcm = "AES-256-GCM";
}
