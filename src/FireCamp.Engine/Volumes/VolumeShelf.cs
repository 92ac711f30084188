using System.Text.RegularExpressions;

namespace FireCamp.Engine.Volumes;

/// <summary>A folder of volume folders, each made and deleted in one move: nobody sees half of one under its name.</summary>
/// <remarks>What is being made or deleted has a name that starts with a dot; what a crash left of it goes with the next call for that name.</remarks>
/// <param name="machine">
/// On storage that several machines see: this one's name. What others are making can't be told from what they left, so it
/// goes only when the name is deleted.
/// </param>
internal sealed partial class VolumeShelf(string folder, string noun, string machine = "")
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>A member's user may pass through to its own content, and list nothing.</summary>
    private const UnixFileMode PassThrough = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <exception cref="VolumeException">The name can't be a folder's.</exception>
    public VolumeFolder this[string name] => NamePattern().IsMatch(name)
        ? new VolumeFolder(name, Path.Combine(folder, name))
        : throw new VolumeException(name, $"that is no {noun}'s name.",
            "Use letters, digits, '_', '.' and '-', at most 200, the first a letter or digit.");

    public IEnumerable<VolumeFolder> List(string prefix)
        => Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder)
                .Select(path => new VolumeFolder(Path.GetFileName(path), path))
                .Where(v => !v.Name.StartsWith('.') && v.Name.StartsWith(prefix, StringComparison.Ordinal) && v.Exists)
                .OrderBy(v => v.Name, StringComparer.Ordinal)
            : [];

    public string Folder => folder;

    /// <summary>The named folder exists; a new one is filled before it gets its name.</summary>
    /// <param name="fillContent">Makes the content folder, given its path; null for an empty one.</param>
    public async Task EnsureAsync(string name, VolumeLabel label, Func<string, Task>? fillContent)
    {
        var wanted = this[name];
        if (wanted.Exists)
        {
            return;
        }

        await GuardAsync(name, "made", async () =>
        {
            if (Directory.Exists(wanted.Path) || File.Exists(wanted.Path))
            {
                throw new VolumeException(name, $"{wanted.Path} is something else's.", "Move it away, then repeat.");
            }

            MakeFolder(folder, PassThrough);
            DeleteLeftOvers(name, "new");
            await MakeAsync(wanted, label, fillContent).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>Nothing has the name any more; what had it waits to be swept.</summary>
    public Task RetireAsync(string name)
        => GuardAsync(name, "deleted", () =>
        {
            if (this[name] is { } doomed && Directory.Exists(doomed.Path))
            {
                Directory.Move(doomed.Path, Path.Combine(folder, $".deleted-{name}~{Guid.NewGuid():N}"));
            }

            return Task.CompletedTask;
        });

    /// <summary>What was retired under the name, now or before a crash, is gone from the disk.</summary>
    public Task SweepAsync(string name)
        => GuardAsync(name, "deleted", () =>
        {
            if (Directory.Exists(folder))
            {
                DeleteLeftOvers(name, "deleted");
                DeleteLeftOvers(name, "new", ofOthersToo: true);
            }

            return Task.CompletedTask;
        });

    private static void MakeFolder(string path, UnixFileMode mode)
    {
        Directory.CreateDirectory(path);
        // Said again, because the process's umask takes away from what it is created with.
        File.SetUnixFileMode(path, mode);
    }

    private static async Task GuardAsync(string name, string done, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VolumeException(name, $"it can't be {done}: {e.Message}", "Make room or give the right to do it, then repeat.", e);
        }
    }

    private async Task MakeAsync(VolumeFolder wanted, VolumeLabel label, Func<string, Task>? fillContent)
    {
        // Its maker's identity tells it from what a crash left.
        var maker = ProcessTable.IdentityOf(Environment.ProcessId);
        var making = new VolumeFolder(wanted.Name, Path.Combine(folder, $".new-{wanted.Name}~{machine}~{maker}~{Guid.NewGuid():N}"));
        MakeFolder(making.Path, PassThrough);
        try
        {
            await File.WriteAllBytesAsync(making.Lock, []).ConfigureAwait(false);
            making.Write(label);
            if (fillContent is null)
            {
                MakeFolder(making.Content, OwnerOnly);
            }
            else
            {
                await fillContent(making.Content).ConfigureAwait(false);
            }

            Directory.Move(making.Path, wanted.Path);
        }
        catch (IOException) when (wanted.Exists)
        {
            Directory.Delete(making.Path, recursive: true);
        }
        catch
        {
            Directory.Delete(making.Path, recursive: true);
            throw;
        }
    }

    private void DeleteLeftOvers(string name, string state, bool ofOthersToo = false)
    {
        foreach (var path in Directory.EnumerateDirectories(folder, $".{state}-{name}~*"))
        {
            if (state == "deleted" || !IsBeingMade(Path.GetFileName(path), ofOthersToo))
            {
                DeleteWithOthers(path);
            }
        }
    }

    private bool IsBeingMade(string name, bool ofOthersToo)
        => name.Split('~') is [_, var where, var maker, _]
            && (where != machine
                ? !ofOthersToo
                : int.TryParse(maker.Split('-')[0], out var process) && ProcessTable.IdentityOf(process) == maker);

    /// <summary>The folder is gone. Another process may be deleting the same: what it was faster with is success.</summary>
    public static void DeleteWithOthers(string path)
    {
        while (Directory.Exists(path))
        {
            try
            {
                Directory.Delete(path, recursive: true);
            }
            catch (Exception e) when (e is DirectoryNotFoundException or FileNotFoundException)
            {
            }
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.-]{0,199}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
