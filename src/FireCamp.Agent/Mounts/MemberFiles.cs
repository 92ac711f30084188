using FireCamp.Agent.Supervision;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Mounts;

/// <summary>Writes a member's planned files into its data volume.</summary>
/// <param name="folder">The data volume's content.</param>
/// <param name="account">Who the files and folders belong to; null for the agent's own.</param>
internal sealed class MemberFiles(string folder, UserAccount? account)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// The folders <c>conf</c> and <c>run</c> exist, and every file has its content, mode and owner; each is replaced
    /// whole.
    /// </summary>
    /// <param name="resolve">Puts secrets in the place of their placeholders.</param>
    public void Write(IReadOnlyList<MemberFile> files, Func<string, string> resolve)
    {
        EnsureFolder("conf");
        EnsureFolder("run");
        foreach (var file in files)
        {
            Write(file, resolve(file.Content));
        }
    }

    /// <summary>Those that are not as they would be written now: by path, and what is wrong with each.</summary>
    /// <param name="resolve">Puts secrets in the place of their placeholders.</param>
    public IReadOnlyDictionary<string, string> FindChanged(IReadOnlyList<MemberFile> files, Func<string, string> resolve)
        => files.Select(f => (f.Path, Wrong: WhatIsWrong(f, resolve(f.Content))))
            .Where(f => f.Wrong is not null).ToDictionary(f => f.Path, f => f.Wrong!);

    private string? WhatIsWrong(MemberFile file, string content)
    {
        var found = new FileInfo(Path.Combine(folder, file.Path));
        return found switch
        {
            { LinkTarget: not null } => "a link",
            { Exists: false } => "missing",
            _ when File.ReadAllText(found.FullName) != content => "changed",
            _ when found.UnixFileMode != (UnixFileMode)Convert.ToInt32(file.Mode, 8) => "its mode",
            _ => null,
        };
    }

    private void Write(MemberFile file, string content)
    {
        var path = Path.GetFullPath(Path.Combine(folder, file.Path));
        if (!path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new FireCampException("FileOutsideVolume", $"The file '{file.Path}' lies outside the data volume.", "Correct the catalog.");
        }

        EnsureFolder(Path.GetDirectoryName(Path.GetRelativePath(folder, path))!);
        var temporary = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            // Private while it is being written, and only then what it is to be: it may hold secrets.
            using (var stream = new FileStream(temporary, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Private,
            }))
            using (var writer = new StreamWriter(stream))
            {
                writer.Write(content);
            }

            File.SetUnixFileMode(temporary, (UnixFileMode)Convert.ToInt32(file.Mode, 8));
            account?.Own(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    // The member's user may write here and the agent may be root: a link that it laid must not lead the agent elsewhere.
    private void EnsureFolder(string relative)
    {
        var path = folder;
        foreach (var part in relative.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
            {
                throw new IOException($"'{path}' is a link; files are written to real folders only.");
            }

            if (!Directory.Exists(path))
            {
                Directory.CreateDirectory(path, Private | UnixFileMode.UserExecute);
                account?.Own(path);
            }
        }
    }
}
