using FireCamp.Engine.Backups.Stores;
using FireCamp.Engine.Model;
using FireCamp.Engine.Secrets;

namespace FireCamp.Engine.Backups;

/// <summary>Opens a backup store wherever its URL says it is: <c>file:///path</c>, or <c>s3://bucket/prefix?…</c> (see docs/backups.md).</summary>
/// <remarks>The libraries for S3 are loaded when such a store is first opened.</remarks>
public static class BackupStoreFactory
{
    private const string Folder = "file";

    /// <summary>Opens the store. Whether it can be used isn't looked at: <see cref="IBackupStore.CheckAsync"/> does.</summary>
    /// <param name="secrets">Where the credential is that a URL names; null when there is no such place.</param>
    /// <exception cref="InvalidInputException">The URL is wrong; says every mistake in it.</exception>
    /// <exception cref="BackupStoreException">The credential that it names isn't there or can't be used.</exception>
    public static async Task<IBackupStore> OpenAsync(string url, ISecretStore? secrets, CancellationToken cancel)
    {
        var (path, address) = Read(url);
        return address is null ? new FolderBackupStore(path!) : await OpenS3Async(address, secrets, cancel).ConfigureAwait(false);
    }

    /// <summary>Returns when the URL names a store in a way that can be understood; whether it is there isn't looked at.</summary>
    /// <exception cref="InvalidInputException">It is wrong; says every mistake in it.</exception>
    public static void Check(string url) => _ = Read(url);

    /// <summary>The id of the secret that a URL means with <c>credential=NAME</c>.</summary>
    public static string SecretOf(string credential) => $"backup-stores/{credential}";

    // Kept apart, so that who opens a folder doesn't load what is for S3.
    private static async Task<IBackupStore> OpenS3Async(S3Address address, ISecretStore? secrets, CancellationToken cancel)
        => await S3BackupStore.OpenAsync(address, secrets, cancel).ConfigureAwait(false);

    private static (string? Path, S3Address? Address) Read(string url)
    {
        var trimmed = url.Trim();
        var mistakes = new List<Mistake>();
        var found = trimmed.Split("://", 2)[0].ToLowerInvariant() switch
        {
            Folder when trimmed.Length > Folder.Length => (FolderAddressReader.Read(trimmed, mistakes), null),
            S3Address.Scheme when trimmed.Length > S3Address.Scheme.Length => (null, S3AddressReader.Read(trimmed, mistakes)),
            _ => ((string?)null, (S3Address?)null),
        };
        if (found is (null, null) && mistakes.Count == 0)
        {
            mistakes.Add(new Mistake("url", "a store's URL is file:///path/of/a/folder or s3://bucket/prefix?region=…."));
        }

        return mistakes.Count == 0 ? found : throw new InvalidInputException("InvalidBackupStore", $"Backup store '{Shown(trimmed)}'", mistakes);
    }

    // Without options and what stands before an @: somebody may have put a key there.
    private static string Shown(string url)
    {
        var before = url.Split('?')[0];
        var start = before.IndexOf("://", StringComparison.Ordinal) + 3;
        return before.LastIndexOf('@') is var at && at >= start && start > 2 ? $"{before[..start]}…{before[at..]}" : before;
    }
}
