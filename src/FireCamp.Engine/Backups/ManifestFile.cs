using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FireCamp.Engine.Backups.Chunks;
using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Backups.Stores;
using FireCamp.Engine.Secrets;

namespace FireCamp.Engine.Backups;

/// <summary>A manifest as it is stored: <c>{"format":1,"digest":"…","seal":"…","backup":{…}}</c>.</summary>
/// <remarks>
/// The digest is SHA-256 of the text of <c>backup</c>. The seal, which those of encrypted backups have, is its HMAC-SHA256 under a key of
/// its own that the cluster's key wraps: so nobody without the key can make or change one. A file that has anything else is refused.
/// </remarks>
internal static class ManifestFile
{
    public const int Format = 1;

    /// <summary>The file's bytes; where <paramref name="keys"/> is given, sealed.</summary>
    public static byte[] Write(BackupManifest manifest, IKeyProvider? keys)
    {
        var (cipher, encryption) = keys is null ? default : ChunkCipher.Create(keys, KeyContext(manifest), "");
        using (cipher)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(manifest with { Encryption = encryption }, BackupsJson.Default.BackupManifest);
            var seal = cipher is null ? null : Convert.ToHexStringLower(cipher.Authenticate(body));
            return Wrap(Digest(body), seal, body);
        }
    }

    /// <summary>Reads a file that lies where that service's backup of that id does.</summary>
    /// <remarks>Its seal isn't looked at: <see cref="StoredManifest.RequireSeal"/> does.</remarks>
    /// <exception cref="BackupDamagedException">It isn't what was written, or another backup's.</exception>
    /// <exception cref="BackupTooNewException">It is of a newer format.</exception>
    public static StoredManifest Read(string service, string id, byte[] file)
    {
        var subject = $"Backup '{id}'";
        try
        {
            using var json = JsonDocument.Parse(file);
            if (json.RootElement.GetProperty("format").GetInt32() is > Format and var format)
            {
                throw new BackupTooNewException(subject, format, Format);
            }

            var body = Encoding.UTF8.GetBytes(json.RootElement.GetProperty("backup").GetRawText());
            var seal = json.RootElement.TryGetProperty("seal", out var sealing) ? sealing.GetString() : null;
            var digest = Digest(body);

            // Whatever else the file has, and wherever a bit of it was changed, it isn't what would be written for this.
            if (!Wrap(digest, seal, body).AsSpan().SequenceEqual(file))
            {
                throw Damaged(subject, "it isn't what was written.");
            }

            var manifest = JsonSerializer.Deserialize(body, BackupsJson.Default.BackupManifest)!;
            Require(subject, manifest, service, id, hasSeal: seal is not null);
            return new StoredManifest(manifest, digest, seal, body);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Damaged(subject, "it can't be read.", e);
        }
    }

    internal static string KeyContext(BackupManifest manifest) => $"manifest:{BackupLayout.Folder(manifest.Service, manifest.Id)}";

    private static void Require(string subject, BackupManifest manifest, string service, string id, bool hasSeal)
    {
        if (BackupLayout.Folder(manifest.Service, manifest.Id) != BackupLayout.Folder(service, id))
        {
            throw Damaged(subject, $"it is that of backup '{manifest.Id}' of '{manifest.Service}'.");
        }

        if (manifest.Encryption is null == hasSeal || manifest.Contents.Any(c => c.Encryption is null == hasSeal))
        {
            throw Damaged(subject, "it is sealed in part only.");
        }

        if (!manifest.Contents.All(c => StoreNames.IsPart(c.Name) && StoreNames.IsPart(c.Attempt))
            || !manifest.Segments.All(SegmentArchive.IsName)
            || (manifest.Parent is { } parent && !StoreNames.IsPart(parent.Id)))
        {
            throw Damaged(subject, "it names impossible places.");
        }
    }

    private static byte[] Wrap(string digest, string? seal, byte[] body)
    {
        var sealing = seal is null ? "" : $",\"seal\":\"{JsonEncodedText.Encode(seal)}\"";
        return [.. Encoding.UTF8.GetBytes($"{{\"format\":{Format},\"digest\":\"{digest}\"{sealing},\"backup\":"), .. body, (byte)'}'];
    }

    private static string Digest(byte[] body) => Convert.ToHexStringLower(SHA256.HashData(body));

    private static BackupDamagedException Damaged(string subject, string what, Exception? inner = null) => new(subject, "manifest.json", what, inner);
}
