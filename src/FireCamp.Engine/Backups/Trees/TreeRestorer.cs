using System.Formats.Tar;
using System.Globalization;
using FireCamp.Engine.Volumes;

namespace FireCamp.Engine.Backups.Trees;

/// <summary>Makes a folder's tree from the archive that <see cref="TreeArchiver"/> wrote.</summary>
/// <remarks>
/// Nothing is made outside of the folder, whatever the archive says: each entry lies in a folder that this archive made before, has a name
/// that nothing has yet, and links are never followed. Owners are set by whoever may (root).
/// </remarks>
internal sealed class TreeRestorer
{
    private const int CopySize = 128 << 10;
    private const int SparseCopySize = 64 << 10;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string root;
    private readonly CancellationToken cancel;
    private readonly HashSet<string> folders = [""];

    // Folders get their mode and time once they are filled: one may be read-only.
    private readonly List<(string Path, TarEntry Entry)> filled = [];

    private TreeRestorer(string root, CancellationToken cancel) => (this.root, this.cancel) = (root, cancel);

    /// <summary>The folder, empty before, holds the tree; it need not be on the disk yet.</summary>
    /// <exception cref="TreeException">The folder isn't empty, or can't be written.</exception>
    /// <exception cref="BackupDamagedException">The archive isn't one of a tree.</exception>
    public static async Task RestoreAsync(string subject, Stream archive, string folder, CancellationToken cancel)
    {
        RequireEmpty(folder);
        var reader = new TarReader(archive, leaveOpen: true);
        await using (reader.ConfigureAwait(false))
        {
            var restorer = new TreeRestorer(folder, cancel);
            while (await NextAsync(subject, reader, cancel).ConfigureAwait(false) is { } entry)
            {
                await restorer.MakeAsync(subject, entry).ConfigureAwait(false);
            }

            restorer.FinishFolders();
        }
    }

    /// <summary>All of the folder's file system is on the disk.</summary>
    public static Task FlushAsync(string folder, CancellationToken cancel) => FolderCopy.FlushAsync(folder, folder, cancel);

    private static void RequireEmpty(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder, OwnerOnly);
            if (Directory.EnumerateFileSystemEntries(folder).Any(e => Path.GetFileName(e) != TreeArchiver.LostAndFound))
            {
                throw TreeException.Unwritable(folder, "it isn't empty.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TreeException.Unwritable(folder, e.Message, e);
        }
    }

    private static async ValueTask<TarEntry?> NextAsync(string subject, TarReader reader, CancellationToken cancel)
    {
        try
        {
            return await reader.GetNextEntryAsync(copyData: false, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException or NotSupportedException)
        {
            throw new BackupDamagedException(subject, "archive", $"it is no tar archive: {e.Message}", e);
        }
    }

    private async Task MakeAsync(string subject, TarEntry entry)
    {
        var attributes = (entry as PaxTarEntry)?.ExtendedAttributes;
        var isSparse = attributes?.ContainsKey(SparseMap.SizeAttribute) == true
            && entry.Name.Contains(SparseMap.FolderStart, StringComparison.Ordinal);
        var name = Require(subject, isSparse ? attributes![SparseMap.NameAttribute] : entry.Name);
        var path = Path.Combine(root, name);
        try
        {
            switch (entry.EntryType)
            {
                case TarEntryType.Directory:
                    MakeFolder(name, path, entry);
                    return;
                case TarEntryType.HardLink:
                    TreeCalls.Link(Path.Combine(root, Require(subject, entry.LinkName)), path);
                    return;
                case TarEntryType.SymbolicLink:
                    File.CreateSymbolicLink(path, entry.LinkName);
                    SetOwners(path, entry);
                    File.SetLastWriteTimeUtc(path, entry.ModificationTime.UtcDateTime);
                    return;
                case TarEntryType.Fifo:
                    TreeCalls.MakePipe(path);
                    break;
                case TarEntryType.RegularFile:
                    await WriteAsync(path, entry, isSparse ? attributes![SparseMap.SizeAttribute] : null).ConfigureAwait(false);
                    break;
                default:
                    throw new BackupDamagedException(subject, name, $"no backup has a {entry.EntryType}.");
            }

            SetAll(path, entry);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new BackupDamagedException(subject, name, e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TreeException.Unwritable(path, e.Message, e);
        }
    }

    // Links are no folders of this archive, so nothing is ever made through one.
    private string Require(string subject, string name)
    {
        var trimmed = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
        trimmed = trimmed.TrimEnd('/');
        var parent = trimmed.LastIndexOf('/') is var slash and >= 0 ? trimmed[..slash] : "";
        return folders.Contains(parent) && !trimmed.StartsWith('/') && Path.GetFileName(trimmed) is not ("." or "..") && !trimmed.Contains('\0')
            ? trimmed
            : throw new BackupDamagedException(subject, name, "such a place can't be in a backup.");
    }

    private void MakeFolder(string name, string path, TarEntry entry)
    {
        if (name.Length > 0)
        {
            // Throws where something is there already, and leaves links alone.
            if (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
            {
                throw new IOException("it is there already");
            }

            Directory.CreateDirectory(path, OwnerOnly);
            folders.Add(name);
        }

        filled.Add((path, entry));
    }

    private async Task WriteAsync(string path, TarEntry entry, string? sparseSize)
    {
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        await using (file.ConfigureAwait(false))
        {
            if (sparseSize is null)
            {
                await (entry.DataStream ?? Stream.Null).CopyToAsync(file, CopySize, cancel).ConfigureAwait(false);
            }
            else
            {
                await WriteSparseAsync(file, entry.DataStream ?? Stream.Null, sparseSize).ConfigureAwait(false);
            }
        }
    }

    private async Task WriteSparseAsync(FileStream file, Stream data, string sizeText)
    {
        if (!long.TryParse(sizeText, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
        {
            throw new InvalidDataException("its size can't be read");
        }

        var buffer = new byte[SparseCopySize];
        foreach (var extent in await SparseMap.ReadAsync(data, size, cancel).ConfigureAwait(false))
        {
            file.Position = extent.Start;
            for (var left = extent.Length; left > 0;)
            {
                var part = buffer.AsMemory(0, (int)Math.Min(left, buffer.Length));
                await data.ReadExactlyAsync(part, cancel).ConfigureAwait(false);
                await file.WriteAsync(part, cancel).ConfigureAwait(false);
                left -= part.Length;
            }
        }

        file.SetLength(size);
    }

    private void FinishFolders()
    {
        for (var i = filled.Count - 1; i >= 0; i--)
        {
            var (path, entry) = filled[i];
            try
            {
                SetAll(path, entry);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw TreeException.Unwritable(path, e.Message, e);
            }
        }
    }

    // In this order: a change of owner takes the set-user bit, and both are changes.
    private static void SetAll(string path, TarEntry entry)
    {
        SetOwners(path, entry);
        File.SetUnixFileMode(path, entry.Mode);
        File.SetLastWriteTimeUtc(path, entry.ModificationTime.UtcDateTime);
    }

    private static void SetOwners(string path, TarEntry entry)
    {
        if (Environment.IsPrivilegedProcess)
        {
            TreeCalls.SetOwners(path, entry.Uid, entry.Gid);
        }
    }
}
