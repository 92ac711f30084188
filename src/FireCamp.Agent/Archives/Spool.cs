using System.Globalization;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Backups.Segments;
using Microsoft.Win32.SafeHandles;

namespace FireCamp.Agent.Archives;

/// <summary>The folder in which a member lays down its engine's log, a file a segment, and learns that one is archived.</summary>
/// <remarks>
/// The member's user may do there what he likes, and the agent may be root. So every folder is entered by its handle, and neither a folder nor a
/// file is followed that is a link.
/// </remarks>
internal sealed class Spool : IDisposable
{
    private const string Stored = ".stored";

    private readonly SafeFileHandle folder;

    private Spool(SafeFileHandle folder) => this.folder = folder;

    private string Path => string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{folder.DangerousGetHandle()}");

    /// <summary>The spool of the member whose data volume this is; null where it has none yet.</summary>
    public static Spool? TryOpen(string volume)
    {
        using var run = Syscalls.TryOpenFolder($"{volume}/run");
        var folder = run is null
            ? null
            : Syscalls.TryOpenFolder(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{run.DangerousGetHandle()}/archive"));
        return folder is null ? null : new Spool(folder);
    }

    /// <summary>The names of what is to be archived, in order. What is still being written begins with a dot.</summary>
    public IReadOnlyList<string> Waiting() =>
    [
        .. Directory.EnumerateFiles(Path).Select(System.IO.Path.GetFileName).OfType<string>()
            .Where(n => !n.StartsWith('.') && !n.EndsWith(Stored, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The segment that a name stands for; null when it is no such name.</summary>
    /// <param name="name">The archive's id, the timeline and the segment's name, with dots between.</param>
    public static SegmentName? SegmentOf(string service, string name)
        => name.Split('.', 3) is [var id, var timeline, var segment]
            && new SegmentName(SegmentArchive.NameOf(service, id), timeline, segment) is var found && SegmentArchive.IsName(found)
                ? found
                : null;

    /// <summary>The file; null when it is gone, or is none.</summary>
    public FileStream? TryOpenFile(string name)
    {
        if (Syscalls.TryOpenFile($"{Path}/{name}") is not { } handle)
        {
            return null;
        }

        var file = new FileStream(handle, FileAccess.Read);
        if (file.CanSeek)
        {
            return file;
        }

        file.Dispose();
        return null;
    }

    /// <summary>The member knows that it is archived.</summary>
    public void Done(string name) => File.Move($"{Path}/{name}", $"{Path}/{name}{Stored}", overwrite: true);

    public void Dispose() => folder.Dispose();
}
