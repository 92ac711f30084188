using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace FireCamp.Engine.Platforms.Local;

/// <summary>Stands in for paths that are too long for a unix socket, which has 107 bytes.</summary>
/// <remarks>
/// A path that is short enough stands for itself. Any other has a short name, always the same, in a folder of the user's own
/// below <c>/tmp</c>.
/// </remarks>
public static class ShortPath
{
    /// <summary>The longest path of a socket (sun_path, unix(7)).</summary>
    private const int SocketLength = 107;

    /// <summary>What a service may add to its run folder: <c>/.s.PGSQL.65535.lock</c> is the longest known.</summary>
    private const int SocketNameLength = 21;

    private const UnixFileMode PassThrough =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The path for a socket itself.</summary>
    public static string OfSocket(string path) => Of(path, SocketLength);

    /// <summary>The path for a folder in which a service makes its sockets; <see cref="Link"/> makes it lead there.</summary>
    public static string OfFolder(string path) => Of(path, SocketLength - SocketNameLength);

    /// <summary>The folder's short path leads to it; nothing is done where that is the path itself.</summary>
    public static void Link(string folder)
    {
        var link = OfFolder(folder);
        if (link == folder || new FileInfo(link).LinkTarget == folder)
        {
            return;
        }

        EnsureFolderOf(link);
        File.Delete(link);
        File.CreateSymbolicLink(link, folder);
    }

    /// <summary>No short path leads to the folder any more.</summary>
    public static void Unlink(string folder)
    {
        if (OfFolder(folder) is var link && link != folder && new FileInfo(link).LinkTarget is not null)
        {
            File.Delete(link);
        }
    }

    /// <summary>The folder that a short path lies in exists and belongs to this user.</summary>
    /// <exception cref="Model.FireCampException">Somebody else made it.</exception>
    public static void EnsureFolderOf(string path)
    {
        if (!path.StartsWith(OwnFolder, StringComparison.Ordinal))
        {
            return;
        }

        Directory.CreateDirectory(OwnFolder, PassThrough);
        try
        {
            File.SetUnixFileMode(OwnFolder, PassThrough);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new Model.FireCampException("ShortPathTaken", $"The folder {OwnFolder} belongs to somebody else.",
                "Have it removed, or take a shorter FIRECAMP_HOME.", e);
        }
    }

    private static string OwnFolder { get; } = $"/tmp/firecamp-{EffectiveUser()}";

    private static string Of(string path, int limit)
        => Encoding.UTF8.GetByteCount(path) <= limit
            ? path
            : $"{OwnFolder}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..16]}";

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();
}
