using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes;

namespace FireCamp.Engine.Backups;

/// <summary>What of a volume is a member's data, and what belongs to the one member that it is attached to.</summary>
/// <remarks>A member's own files hold its passwords in the clear, so that they are in no backup; its agent writes them anew at each start.</remarks>
internal static class VolumeTree
{
    /// <summary>The file, at the top of a volume, that tells a member's start script that its data is another's.</summary>
    public const string Mark = "restored";

    /// <summary>The folder, beside the mark, with the archived log that the data is to be brought forward by.</summary>
    public const string Log = "restored.log";

    /// <summary>What at the top of a volume isn't copied.</summary>
    private static readonly IReadOnlyCollection<string> Own = ["conf", "run", Mark, Log, ".firecamp-reserve"];

    /// <summary>Where a member that is quiesced lists what else at the top isn't needed, a name a line.</summary>
    private const string Without = "run/without";

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>What at the top of a volume isn't to be in a backup.</summary>
    public static IReadOnlyCollection<string> LeftOut(string folder)
        => Path.Combine(folder, Without) is var list && File.Exists(list) ? [.. Own, .. File.ReadLines(list)] : Own;

    /// <summary>Nothing in the folder is the member's own that it was copied from, and the mark is there.</summary>
    public static void Disown(VolumeSpec volume, string folder)
    {
        try
        {
            foreach (var path in Own.Select(name => Path.Combine(folder, name)))
            {
                if (Directory.Exists(path) && new FileInfo(path).LinkTarget is null)
                {
                    Directory.Delete(path, recursive: true);
                }
                else
                {
                    File.Delete(path);
                }
            }

            File.WriteAllText(Path.Combine(folder, Mark), "");
            File.SetUnixFileMode(Path.Combine(folder, Mark), Readable);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VolumeException(volume.Name, $"it can't be made: {e.Message}", "Make room or give the right to do it, then repeat.", e);
        }
    }
}
