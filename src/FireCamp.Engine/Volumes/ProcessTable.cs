using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace FireCamp.Engine.Volumes;

/// <summary>What <c>/proc</c> tells of processes and the files they use. A process that ends meanwhile uses nothing.</summary>
internal static class ProcessTable
{
    [ThreadStatic]
    private static byte[]? linkBuffer;

    [ThreadStatic]
    private static byte[]? mapsBuffer;

    public static IEnumerable<int> Ids()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                yield return id;
            }
        }
    }

    public static HashSet<int> SelfAndAncestors()
    {
        var ids = new HashSet<int>();
        for (var id = Environment.ProcessId; id > 0 && ids.Add(id);)
        {
            // The fields behind the name, which is in parentheses and may hold anything: state, then the parent's id.
            var fields = Fields($"/proc/{id}/stat");
            id = fields.Length > 1 && int.TryParse(fields[1], CultureInfo.InvariantCulture, out var parent) ? parent : 0;
        }

        return ids;
    }

    /// <summary>Whether any thread of the process still runs; a zombie's main thread may have others that haven't ended.</summary>
    public static bool Runs(int id)
    {
        try
        {
            return Directory.EnumerateDirectories($"/proc/{id}/task")
                .Any(task => Fields($"{task}/stat") is [var state, ..] && state is not ("Z" or "X"));
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>A name for the process that no other has, not even one that gets its id later; null when there is none.</summary>
    public static string? IdentityOf(int id)
        => Fields($"/proc/{id}/stat") is { Length: > 19 } fields ? $"{id}-{fields[19]}" : null;

    /// <summary>The folder's real path, as the kernel shows it, to compare with.</summary>
    public static byte[] PathBytes(string folder)
    {
        var real = Encoding.UTF8.GetBytes(Path.GetFullPath(folder) + "\0");
        var buffer = new byte[4097];
        var found = RealPath(real, buffer);
        return found == 0 ? real[..^1] : buffer[..Array.IndexOf(buffer, (byte)0)];
    }

    /// <summary>Whether its working folder or root lies in the folder.</summary>
    public static bool Cheap(int id, byte[] folder) => LinksInto($"/proc/{id}/cwd", folder) || LinksInto($"/proc/{id}/root", folder);

    /// <summary>Whether a file that it has open lies in the folder.</summary>
    public static bool Files(int id, byte[] folder)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"/proc/{id}/fd").Any(file => LinksInto(file, folder));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether a file that it has mapped lies in the folder; such a file needn't be open any more.</summary>
    public static bool Maps(int id, byte[] folder)
    {
        try
        {
            using var maps = File.OpenHandle($"/proc/{id}/maps");
            byte[] path = [(byte)' ', .. folder, (byte)'/'];
            var buffer = mapsBuffer ??= new byte[1 << 16];
            int kept = 0, read;
            for (long at = 0; (read = RandomAccess.Read(maps, buffer.AsSpan(kept), at)) > 0; at += read)
            {
                var text = buffer.AsSpan(0, kept + read);
                if (text.IndexOf(path) >= 0)
                {
                    return true;
                }

                // The path may lie across two reads.
                kept = Math.Min(path.Length - 1, text.Length);
                text[^kept..].CopyTo(buffer);
            }

            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string[] Fields(string statFile)
    {
        try
        {
            var text = File.ReadAllText(statFile);
            return text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // A deleted file's link ends in " (deleted)", which a comparison of beginnings doesn't mind.
    private static bool LinksInto(string link, byte[] folder)
    {
        var buffer = linkBuffer ??= new byte[4096];
        var length = (int)ReadLink(Encoding.UTF8.GetBytes(link + "\0"), buffer, buffer.Length);
        return length >= folder.Length
            && buffer.AsSpan(0, folder.Length).SequenceEqual(folder)
            && (length == folder.Length || buffer[folder.Length] is (byte)'/' or (byte)' ');
    }

    [DllImport("libc", EntryPoint = "readlink", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint ReadLink(byte[] path, [Out] byte[] buffer, nint size);

    [DllImport("libc", EntryPoint = "realpath", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint RealPath(byte[] path, [Out] byte[] resolved);
}
