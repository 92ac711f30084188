using System.Text;

namespace FireCamp.Shell.Editing;

/// <summary>
/// Keeps the history between sessions. A line break within an entry is written with a backtick before it. Losing
/// history is no reason to stop working, so that a file which can't be read or written is left alone.
/// </summary>
internal sealed class HistoryFile(string path)
{
    private const int MaximumEntries = 5_000;

    /// <summary>Where the user's own lies: $XDG_STATE_HOME/firecamp/history.</summary>
    public static string DefaultPath
    {
        get
        {
            var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            return Path.Combine(
                string.IsNullOrEmpty(state) ? Path.Combine(home, ".local", "state") : state, "firecamp", "history");
        }
    }

    public IReadOnlyList<string> Load()
    {
        try
        {
            return File.Exists(path) ? [.. Decode(File.ReadLines(path)).TakeLast(MaximumEntries)] : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public void Append(string entry)
    {
        try
        {
            CreateFolder();
            using var stream = new FileStream(path, NewFile());
            stream.Write(Encoding.UTF8.GetBytes(entry.Replace("\n", "`\n", StringComparison.Ordinal) + "\n"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static IEnumerable<string> Decode(IEnumerable<string> rows)
    {
        var entry = new StringBuilder();
        foreach (var row in rows)
        {
            if (row.EndsWith('`'))
            {
                entry.Append(row, 0, row.Length - 1).Append('\n');
                continue;
            }

            yield return entry.Append(row).ToString();
            entry.Clear();
        }
    }

    private void CreateFolder()
    {
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(
                    folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
    }

    // What one types is nobody else's to read.
    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
