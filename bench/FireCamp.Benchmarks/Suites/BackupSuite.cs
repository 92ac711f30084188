using System.Diagnostics;
using System.Globalization;
using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Stores;
using FireCamp.Engine.Secrets;

namespace FireCamp.Benchmarks.Suites;

/// <summary>A volume into a folder store and out of it, beside tar and gzip, and the most memory that this process had meanwhile.</summary>
internal static class BackupSuite
{
    private const string Service = "bench";
    private const int Files = 64;
    private const int FileSize = 64 << 20;
    private const int PageSize = 8 << 10;

    public static async Task RunAsync(Report report, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("firecamp-bench-").FullName;
        try
        {
            var source = Path.Combine(folder, "source");
            Make(source);
            report.Title("Backups");
            report.Text($"A tree of {Files} files, {(long)Files * FileSize >> 20} MB of pages half of which are random, into a folder "
                + "of the same disk. Each after `sync`; memory is the process's largest resident size.\n");
            report.Table(["", "s", "MB/s", "stored MB", "memory MB"], [
                .. await TarAsync(folder, source, cancel),
                .. await OwnAsync(folder, source, isEncrypted: false, cancel),
                .. await OwnAsync(folder, source, isEncrypted: true, cancel)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<string[]>> TarAsync(string folder, string source, CancellationToken cancel)
    {
        var archive = Path.Combine(folder, "archive");
        var rows = new List<string[]>();
        foreach (var (name, command) in ((string, string)[])[
            ("tar, gzip -1, sha256sum", "tar -C \"$1\" -cf - . | gzip -1 | tee \"$2\" | sha256sum && sync \"$2\""),
            ("back, to nowhere", "sha256sum < \"$2\" & gzip -d < \"$2\" | tar -tf - && wait")])
        {
            Sync();
            var started = Stopwatch.GetTimestamp();
            var start = new ProcessStartInfo("sh", ["-c", command, "sh", source, archive]) { RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            await process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            rows.Add(Row(name, Stopwatch.GetElapsedTime(started), new FileInfo(archive).Length, 0));
        }

        File.Delete(archive);
        return rows;
    }

    private static async Task<List<string[]>> OwnAsync(string folder, string source, bool isEncrypted, CancellationToken cancel)
    {
        var (root, target, id) = (Path.Combine(folder, "store"), Path.Combine(folder, "target"), $"b{isEncrypted}");
        Directory.CreateDirectory(root);
        await using var store = new FolderBackupStore(root);
        var keys = isEncrypted ? FileKeyProvider.Ensure(Path.Combine(folder, "key")) : null;
        var repository = new BackupRepository(store, keys);
        BackupManifest backup = null!;
        var rows = new List<string[]>();
        async Task MeasureAsync(string what, Func<Task> run)
        {
            Sync();
            await File.WriteAllTextAsync("/proc/self/clear_refs", "5", cancel);
            var started = Stopwatch.GetTimestamp();
            await run();
            var took = Stopwatch.GetElapsedTime(started);
            rows.Add(Row($"{what}{(isEncrypted ? ", encrypted" : "")}", took, backup.Contents[0].StoredSize, PeakMemory()));
        }

        await MeasureAsync("backup", async () =>
        {
            var content = await new ContentWriter(store, keys).WriteTreeAsync(Service, id, "data", "1", source, cancel);
            backup = await repository.FinishAsync(Manifest(id, content), cancel);
        });
        await MeasureAsync("verify", () => new BackupVerifier(store, keys).VerifyAsync(Service, id, cancel));
        await MeasureAsync("restore", () => new ContentReader(store, keys).RestoreTreeAsync(backup, backup.Contents[0], target, cancel));
        Directory.Delete(target, recursive: true);
        await repository.DeleteAsync(Service, id, cancel);
        return rows;
    }

    private static BackupManifest Manifest(string id, BackupContent content) => new()
    {
        Id = id,
        Cluster = Service,
        Service = Service,
        Kind = Service,
        Version = "1",
        TakenAt = TimeProvider.System.GetUtcNow(),
        TakenBy = Service,
        Operation = id,
        Contents = [content],
    };

    private static void Make(string source)
    {
        Directory.CreateDirectory(source);
        var random = new Random(1);
        var bytes = new byte[FileSize];
        for (var i = 0; i < Files; i++)
        {
            for (var page = 0; page < FileSize; page += PageSize)
            {
                random.NextBytes(bytes.AsSpan(page, PageSize / 2));
            }

            File.WriteAllBytes(Path.Combine(source, $"{i}"), bytes);
        }
    }

    private static void Sync()
    {
        using var sync = Process.Start("sync");
        sync.WaitForExit();
    }

    private static long PeakMemory()
        => long.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ')[^2],
            CultureInfo.InvariantCulture);

    private static string[] Row(string what, TimeSpan took, long stored, long kilobytes) =>
    [
        what, Report.Seconds(took), $"{((long)Files * FileSize >> 20) / took.TotalSeconds:F0}", $"{stored >> 20}",
        kilobytes == 0 ? "" : $"{kilobytes >> 10}",
    ];
}
