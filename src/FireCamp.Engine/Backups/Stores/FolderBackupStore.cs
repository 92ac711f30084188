using System.Buffers;
using System.Runtime.CompilerServices;
using FireCamp.Engine.Volumes;

namespace FireCamp.Engine.Backups.Stores;

/// <summary>Keeps objects as files below a folder, which may lie on shared storage.</summary>
/// <remarks>
/// A file is written under a name of its own in <c>.writing</c>, flushed, and then linked to its name, which fails where that is taken: so
/// it needs a file system with hard links. Folders and files are their owner's only. The folder itself is never made: where one isn't
/// mounted, nothing is written below its mount point's name.
/// </remarks>
public sealed class FolderBackupStore(string root) : IBackupStore
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int CopySize = 128 << 10;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string writing = Path.Combine(root, ".writing");

    public string Url { get; } = new UriBuilder("file", "", -1, root).Uri.AbsoluteUri;

    public async Task CheckAsync(CancellationToken cancel)
    {
        await StoreProbe.RunAsync(this, cancel).ConfigureAwait(false);
        FolderLeftovers.Delete(writing);
    }

    public async Task<bool> WriteAsync(string name, Stream content, CancellationToken cancel)
    {
        var path = PathOf(name);
        if (File.Exists(path))
        {
            return false;
        }

        var making = Path.Combine(writing, $"{Guid.NewGuid():N}");
        try
        {
            var file = Try(() => Create(making));
            await using (file.ConfigureAwait(false))
            {
                await CopyAsync(content, file, cancel).ConfigureAwait(false);
                Try(() => file.Flush(flushToDisk: true));
            }

            return Try(() => Link(making, path));
        }
        finally
        {
            FolderLeftovers.Discard(making);
        }
    }

    public Task<Stream?> OpenAsync(string name, CancellationToken cancel)
        => Task.FromResult(Try(() =>
        {
            try
            {
                var file = new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
                return (Stream?)new StoreStream(file, null, Patience, FailureOf);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException && Directory.Exists(root))
            {
                return null;
            }
        }));

    public async IAsyncEnumerable<BackupObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var left = new Stack<FileSystemInfo>();
        Push(left, new DirectoryInfo(FolderOf(prefix)));
        while (left.TryPop(out var entry))
        {
            cancel.ThrowIfCancellationRequested();
            if (entry is DirectoryInfo folder)
            {
                Push(left, folder);
            }
            else if (SizeOf((FileInfo)entry) is { } size)
            {
                yield return new BackupObject(Path.GetRelativePath(root, entry.FullName), size);
            }
        }
    }

    public async IAsyncEnumerable<string> ListPartsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var found = new Stack<FileSystemInfo>();
        Push(found, new DirectoryInfo(FolderOf(prefix)));
        foreach (var entry in found.OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            if (entry is FileInfo || Try(() => HasFiles((DirectoryInfo)entry)))
            {
                yield return entry.Name;
            }
        }
    }

    public Task DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancel)
    {
        RequireRoot();
        foreach (var path in names.Select(PathOf))
        {
            cancel.ThrowIfCancellationRequested();
            Try(() => FolderLeftovers.DeleteFile(path, root));
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private string PathOf(string name) => Path.Combine(root, StoreNames.Require(name));

    private string FolderOf(string prefix)
    {
        RequireRoot();
        return Path.Combine(root, StoreNames.RequirePrefix(prefix));
    }

    private FileStream Create(string path)
    {
        RequireRoot();
        Directory.CreateDirectory(writing, FolderMode);
        return new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }

    // What the content throws is the caller's, what the file throws is the store's.
    private async Task CopyAsync(Stream content, FileStream file, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(CopySize);
        try
        {
            while (await content.ReadAsync(buffer, cancel).ConfigureAwait(false) is > 0 and var read)
            {
                Try(() => file.Write(buffer, 0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A folder that becomes empty is removed, maybe just now: then it is made again.
    private static bool Link(string making, string path)
    {
        for (var tries = 3; ; tries--)
        {
            try
            {
                var made = FolderLeftovers.MakeFolders(Path.GetDirectoryName(path)!, FolderMode);
                if (!StorageCalls.TryLink(making, path))
                {
                    return false;
                }

                foreach (var folder in made.Append(Path.GetDirectoryName(path)!))
                {
                    StorageCalls.Flush(folder);
                }

                return true;
            }
            catch (IOException) when (tries > 0 && !Directory.Exists(Path.GetDirectoryName(path)))
            {
            }
        }
    }

    // Ordered so that the first name comes off the stack first. A folder counts with the slash that follows it in its objects' names.
    private void Push(Stack<FileSystemInfo> stack, DirectoryInfo folder)
    {
        try
        {
            var entries = folder.EnumerateFileSystemInfos().Where(e => e.Name[0] != '.')
                .OrderByDescending(e => e is DirectoryInfo ? $"{e.Name}/" : e.Name, StringComparer.Ordinal);
            foreach (var entry in entries)
            {
                stack.Push(entry);
            }
        }
        catch (DirectoryNotFoundException) when (Directory.Exists(root))
        {
            // There is nothing of that name, or it was deleted meanwhile.
        }
        catch (Exception e) when (FailureOf(e) is { } failure)
        {
            throw failure;
        }
    }

    private long? SizeOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (FailureOf(e) is { } failure)
        {
            throw failure;
        }
    }

    private static bool HasFiles(DirectoryInfo folder)
    {
        try
        {
            return folder.EnumerateFiles("*", SearchOption.AllDirectories).Any();
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
    }

    private void RequireRoot()
    {
        if (!Directory.Exists(root))
        {
            throw new BackupStoreException(Url, $"there is no folder '{root}'.", "Make it, or mount what it is meant to be, and repeat.");
        }
    }

    private void Try(Action action) => Try(() =>
    {
        action();
        return true;
    });

    private T Try<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (FailureOf(e) is { } failure)
        {
            throw failure;
        }
    }

    private BackupStoreException? FailureOf(Exception e) => e switch
    {
        IOException when e.Message.Contains("No space left", StringComparison.Ordinal) || e.Message.Contains("quota", StringComparison.Ordinal)
            => new BackupStoreException(Url, "it is full.", "Make room or delete old backups, and repeat.", inner: e),
        IOException when e.Message.Contains("Read-only", StringComparison.Ordinal)
            => new BackupStoreException(Url, "it is read-only.", "Mount it writable, and repeat.", inner: e),
        UnauthorizedAccessException => new BackupStoreException(Url, e.Message, "Give the right to do it, and repeat.", inner: e),
        IOException or TimeoutException => new BackupStoreException(Url, e.Message, "Put right what it says, and repeat.", temporary: true, e),
        _ => null,
    };
}
