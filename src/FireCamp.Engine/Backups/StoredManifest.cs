using System.Security.Cryptography;
using System.Text;
using FireCamp.Engine.Backups.Chunks;
using FireCamp.Engine.Secrets;

namespace FireCamp.Engine.Backups;

/// <summary>A manifest that was read, with what is needed to know it again.</summary>
/// <param name="Digest">SHA-256 of its text: by it a child names its parent.</param>
/// <param name="Seal">Null when it isn't encrypted.</param>
/// <param name="Body">Its text.</param>
internal sealed record StoredManifest(BackupManifest Manifest, string Digest, string? Seal, byte[] Body)
{
    /// <summary>The manifest was written by somebody who had the cluster's key; nothing is to be known of one that isn't encrypted.</summary>
    /// <exception cref="BackupKeyException">It was sealed with another key.</exception>
    /// <exception cref="BackupDamagedException">It was changed after it was sealed.</exception>
    public void RequireSeal(IKeyProvider? keys)
    {
        if (Manifest.Encryption is not { } encryption)
        {
            return;
        }

        var subject = $"Backup '{Manifest.Id}'";
        using var cipher = ChunkCipher.Open(keys, encryption, ManifestFile.KeyContext(Manifest), "", subject);
        var seal = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(cipher.Authenticate(Body)));
        if (!CryptographicOperations.FixedTimeEquals(seal, Encoding.ASCII.GetBytes(Seal ?? "")))
        {
            throw new BackupDamagedException(subject, "manifest.json", "it was changed after it was sealed.");
        }
    }
}
