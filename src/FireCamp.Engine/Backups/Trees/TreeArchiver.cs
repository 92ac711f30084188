using System.Formats.Tar;

namespace FireCamp.Engine.Backups.Trees;

/// <summary>Writes a folder's tree as a tar archive: owners by number, modes, times, links of both sorts, pipes, holes.</summary>
/// <remarks>
/// The archive is POSIX pax with GNU's sparse format, so that tar reads it. A folder stands before what it holds; what a folder holds is
/// ordered by name, so that the same tree gives the same archive. Sockets are left out, as is the root's <c>lost+found</c>; extended
/// attributes aren't kept; a device is refused.
/// </remarks>
internal sealed class TreeArchiver
{
    public const string LostAndFound = "lost+found";

    private readonly string root;
    private readonly IReadOnlyCollection<string> without;
    private readonly TarWriter writer;
    private readonly CancellationToken cancel;

    // The first name of each file that has several.
    private readonly Dictionary<((uint, uint) Device, ulong Number), string> linked = [];

    private TreeArchiver(string root, IReadOnlyCollection<string> without, TarWriter writer, CancellationToken cancel)
        => (this.root, this.without, this.writer, this.cancel) = (root, without, writer, cancel);

    /// <param name="without">What at the top of the folder is left out besides.</param>
    /// <exception cref="TreeException">Something can't be read; names it.</exception>
    public static async Task WriteAsync(string folder, IReadOnlyCollection<string> without, Stream target, CancellationToken cancel)
    {
        // Not ended where something fails: that would write on, to a target that may be what failed.
        var writer = new TarWriter(target, TarEntryFormat.Pax, leaveOpen: true);
        await new TreeArchiver(folder, without, writer, cancel).WriteEntryAsync("").ConfigureAwait(false);
        await writer.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WriteEntryAsync(string name)
    {
        cancel.ThrowIfCancellationRequested();
        var path = Path.Combine(root, name);
        RequireOneLine(path, name);
        try
        {
            var status = TreeCalls.Look(path);
            await WriteEntryAsync(name, path, status).ConfigureAwait(false);
            if (status.Type == FileType.Folder)
            {
                foreach (var child in Children(name, path))
                {
                    await WriteEntryAsync(child).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw TreeException.Unreadable(path, path.Contains('\uFFFD', StringComparison.Ordinal) ? "its name isn't UTF-8." : e.Message, e);
        }
    }

    // .NET's reader takes a line break for the end of an attribute (10.0).
    private static void RequireOneLine(string path, string name)
    {
        if (name.Contains('\n', StringComparison.Ordinal))
        {
            throw TreeException.Unreadable(path, "it has a line break in its name, or in the name that it leads to.");
        }
    }

    private IEnumerable<string> Children(string name, string path)
        => Directory.EnumerateFileSystemEntries(path).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)
            .Where(child => name.Length > 0 || (child != LostAndFound && !without.Contains(child)))
            .Select(child => name.Length == 0 ? child : $"{name}/{child}").ToList();

    private async Task WriteEntryAsync(string name, string path, FileStatus status)
    {
        switch (status.Type)
        {
            case FileType.Folder:
                await WriteAsync(new PaxTarEntry(TarEntryType.Directory, name.Length == 0 ? "./" : $"{name}/"), status).ConfigureAwait(false);
                break;
            case FileType.File when status.Links > 1 && !linked.TryAdd((status.Device, status.Number), name):
                var first = linked[(status.Device, status.Number)];
                await WriteAsync(new PaxTarEntry(TarEntryType.HardLink, name) { LinkName = first }, status).ConfigureAwait(false);
                break;
            case FileType.File:
                await WriteFileAsync(name, path, status).ConfigureAwait(false);
                break;
            case FileType.Link:
                var target = new FileInfo(path).LinkTarget ?? throw new IOException("it is no link any more");
                RequireOneLine(path, target);
                await WriteAsync(new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target }, status).ConfigureAwait(false);
                break;
            case FileType.Pipe:
                await WriteAsync(new PaxTarEntry(TarEntryType.Fifo, name), status).ConfigureAwait(false);
                break;
            case FileType.Socket:
                break;
            default:
                throw TreeException.Unreadable(path, "it is a device.");
        }
    }

    private async Task WriteFileAsync(string name, string path, FileStatus status)
    {
        var content = FileContent.Open(path, status);
        await using (content.ConfigureAwait(false))
        {
            var entry = content.IsSparse
                ? new PaxTarEntry(TarEntryType.RegularFile, SparseName(name), SparseMap.Attributes(name, (long)status.Size))
                : new PaxTarEntry(TarEntryType.RegularFile, name);
            entry.DataStream = content;
            await WriteAsync(entry, status).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(PaxTarEntry entry, FileStatus status)
    {
        entry.Uid = (int)status.User;
        entry.Gid = (int)status.Group;
        entry.Mode = status.Mode;
        entry.ModificationTime = status.ChangedAt;
        await writer.WriteEntryAsync(entry, cancel).ConfigureAwait(false);
    }

    private static string SparseName(string name)
        => name.LastIndexOf('/') is var slash and >= 0
            ? $"{name[..slash]}/{SparseMap.Folder}/{name[(slash + 1)..]}"
            : $"{SparseMap.Folder}/{name}";
}
