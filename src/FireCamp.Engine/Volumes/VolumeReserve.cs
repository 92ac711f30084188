namespace FireCamp.Engine.Volumes;

/// <summary>A file that takes room on a volume's file system and holds nothing, to be given back when the volume is full.</summary>
/// <remarks>
/// It lies beside the content, so that no copy of the content takes it along; in it where the content is a file system of its own.
/// </remarks>
/// <param name="content">The folder of the volume's content.</param>
public sealed class VolumeReserve(string content)
{
    private const long Least = 64L << 20;
    private const long Most = 1L << 30;

    private readonly string file = MountTable.DeviceAt(content) is null
        ? Path.Combine(Path.GetDirectoryName(content)!, "reserve")
        : Path.Combine(content, ".firecamp-reserve");

    public bool Exists => File.Exists(file);

    /// <summary>Null while there is none.</summary>
    public long? Size => new FileInfo(file) is { Exists: true } found ? found.Length : null;

    /// <summary>
    /// A hundredth of the volume's size, 64 MB at least and 1 GB at most; but no more than a tenth of the volume, or a twentieth of what
    /// holds it.
    /// </summary>
    public static long SizeFor(long volume, long fileSystem)
        => Math.Min(Math.Clamp(volume / 100, Least, Most), Math.Min(volume / 10, fileSystem / 20));

    /// <summary>It is there, with the room taken. One that is there stays as it is.</summary>
    /// <exception cref="IOException">There is no room.</exception>
    public void Ensure(long bytes)
    {
        if (!Exists)
        {
            // Some file systems take all that there is before they find that it isn't enough, and leave nothing to anybody for that moment.
            var free = FileSystemUse.Of(Path.GetDirectoryName(file)!).Free;
            if (free < bytes)
            {
                throw new IOException($"'{file}' can't take {bytes} bytes: {free} are free.");
            }

            // An interrupted one is smaller than it seems.
            File.Delete(file + ".new");
            StorageCalls.Allocate(file + ".new", bytes);
            File.Move(file + ".new", file);
        }
    }

    /// <summary>It is gone, and its room free.</summary>
    public void GiveBack() => File.Delete(file);
}
