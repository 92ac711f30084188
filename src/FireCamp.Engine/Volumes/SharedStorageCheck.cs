using System.Security.Cryptography;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Volumes;

/// <summary>
/// Finds out whether a folder is the same storage on all nodes: one writes a token, each of the others looks for it, and the
/// one deletes it.
/// </summary>
public static class SharedStorageCheck
{
    private const string Prefix = ".firecamp-check-";

    /// <summary>A token lies in the folder, on the disk, until it is deleted.</summary>
    /// <exception cref="FireCampException">The folder isn't there or can't be written to.</exception>
    public static string WriteToken(string folder)
    {
        var token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        return Use(folder, () =>
        {
            using (var file = new FileStream(FileOf(folder, token), FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(Convert.FromHexString(token));
                file.Flush(flushToDisk: true);
            }

            StorageCalls.Flush(folder);
            return token;
        });
    }

    /// <summary>Whether the token, written by another node, can be read here; false where the folder is another one.</summary>
    /// <exception cref="FireCampException">The folder isn't there or can't be read.</exception>
    public static bool SeesToken(string folder, string token)
        => Use(folder, () =>
        {
            try
            {
                _ = Directory.EnumerateFileSystemEntries(folder).Any();
                return Convert.ToHexStringLower(File.ReadAllBytes(FileOf(folder, token))) == token;
            }
            catch (FileNotFoundException)
            {
                return false;
            }
        });

    /// <summary>The token is gone; an absent one is success.</summary>
    public static void DeleteToken(string folder, string token)
        => Use(folder, () =>
        {
            File.Delete(FileOf(folder, token));
            return true;
        });

    /// <summary>Whether a takeover can clone here (reflink), and how much room there is.</summary>
    /// <exception cref="FireCampException">The folder isn't there or can't be written to.</exception>
    public static SharedStorageState Look(string folder)
        => new(CanClone(folder), Use(folder, () => new ByteSize(new DriveInfo(folder).AvailableFreeSpace)));

    internal static bool CanClone(string folder) => Use(folder, () => StorageCalls.CanClone(folder));

    // The token comes from another machine.
    private static string FileOf(string folder, string token)
        => token.Length == 32 && token.All(char.IsAsciiHexDigitLower)
            ? Path.Combine(folder, Prefix + token)
            : throw new ArgumentException("That is no token of a storage check.", nameof(token));

    private static T Use<T>(string folder, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FireCampException("SharedStorageUnusable", $"The shared storage '{folder}' can't be used: {e.Message}",
                "Mount it there on every node, writable for the agent, then repeat.", e) { Target = folder };
        }
    }
}
