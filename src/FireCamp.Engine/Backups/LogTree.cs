using System.Globalization;
using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Backups.Trees;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups;

/// <summary>What lies in members' volumes of their engine's log: where it goes on from a snapshot, and what a restored member needs of it.</summary>
internal static class LogTree
{
    /// <summary>Where a member that archives its log and is quiesced says what a copy of its data needs: lines <c>key=value</c>.</summary>
    private const string Said = "run/log";

    /// <summary>The file beside the segments that says which moment they are for.</summary>
    private const string Until = "until";

    private const int AtOnce = 4;

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    // Only who may enter the volume comes this far; the member's user is to remove what is in it.
    private const UnixFileMode ForAll = (UnixFileMode)0b111_111_111;

    /// <summary>Where the log goes on from a snapshot; null when the member archives none.</summary>
    /// <param name="folder">The snapshot's.</param>
    public static LogStart? Read(string service, string folder)
    {
        var file = Path.Combine(folder, Said);
        if (!File.Exists(file))
        {
            return null;
        }

        var lines = File.ReadLines(file).Select(l => l.Split('=', 2)).Where(p => p.Length == 2);
        var said = lines.DistinctBy(p => p[0]).ToDictionary(p => p[0], p => p[1]);
        return said.TryGetValue("archive", out var archive) && said.TryGetValue("timeline", out var timeline)
            && said.TryGetValue("segment", out var segment) && WalName.TryParse(segment) is not null && said.TryGetValue("from", out var time)
            && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var from)
                ? new LogStart(SegmentArchive.NameOf(service, archive), timeline, segment, from)
                : throw new TreeException(
                    file, "it doesn't say where the log goes on", "Take the backup again; if that fails too, have the service archive nothing.");
    }

    /// <summary>All that is needed of the log lies beside the data, on the disk.</summary>
    /// <exception cref="BackupDamagedException">A segment isn't what was archived.</exception>
    /// <exception cref="NotFoundException">One is gone.</exception>
    public static async Task FetchAsync(SegmentArchive archive, LogNeed need, VolumeSpec volume, string folder, CancellationToken cancel)
    {
        var target = Path.Combine(folder, VolumeTree.Log);
        try
        {
            Directory.CreateDirectory(target);
            File.SetUnixFileMode(target, ForAll);
            var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel };
            await Parallel.ForEachAsync(need.All(), options, async (segment, token) =>
            {
                var file = Create(Path.Combine(target, segment.Name));
                await using (file.ConfigureAwait(false))
                {
                    await archive.CopyAsync(segment, file, token).ConfigureAwait(false);
                    file.Flush(flushToDisk: true);
                }
            }).ConfigureAwait(false);
            var until = Create(Path.Combine(target, Until));
            await using (until.ConfigureAwait(false))
            {
                // To the microsecond, which is what engines keep: a moment within one counts as its beginning.
                var text = need.To.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
                await until.WriteAsync(System.Text.Encoding.ASCII.GetBytes(text + "\n"), cancel).ConfigureAwait(false);
                until.Flush(flushToDisk: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Volumes.VolumeException(
                volume.Name, $"{need.Count} segments of the log can't be laid beside the data: {e.Message}",
                "Make room, restore from a later backup, or give the service a larger volume.", e);
        }
    }

    private static FileStream Create(string path)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        File.SetUnixFileMode(path, Readable);
        return file;
    }
}
