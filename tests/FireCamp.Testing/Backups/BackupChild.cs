using System.Globalization;
using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Stores;
using FireCamp.Engine.Secrets;

namespace FireCamp.Testing.Backups;

/// <summary>What the backups' tests do in processes of their own.</summary>
internal static class BackupChild
{
    /// <summary>Takes an encrypted backup of the folder, verifies it, and restores it.</summary>
    /// <remarks>Says after each how much memory the process had at most meanwhile.</remarks>
    public static async Task RunAsync(string root, string key, string id, string source, string target)
    {
        var none = CancellationToken.None;
        var keys = FileKeyProvider.Ensure(key);
        await using var store = new FolderBackupStore(root);
        var content = await new ContentWriter(store, keys).WriteTreeAsync("mypg", id, "data", $"{Guid.NewGuid():N}", source, none);
        var backup = await new BackupRepository(store, keys).FinishAsync(
            new BackupManifest
            {
                Id = id,
                Cluster = "t1",
                Service = "mypg",
                Kind = "PostgreSQL",
                Version = "15",
                TakenAt = TimeProvider.System.GetUtcNow(),
                TakenBy = "tester",
                Operation = id,
                Contents = [content],
            },
            none);
        Console.WriteLine(PeakMemory());
        await new BackupVerifier(store, keys).VerifyAsync("mypg", id, none);
        Console.WriteLine(PeakMemory());
        await new ContentReader(store, keys).RestoreTreeAsync(backup, content, target, none);
        Console.WriteLine(PeakMemory());
    }

    /// <summary>In kilobytes, since the last call.</summary>
    private static long PeakMemory()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal));
        File.WriteAllText("/proc/self/clear_refs", "5");
        return long.Parse(line.Split(' ')[^2], CultureInfo.InvariantCulture);
    }
}
