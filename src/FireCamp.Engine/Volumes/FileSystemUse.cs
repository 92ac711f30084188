using FireCamp.Engine.Model;

namespace FireCamp.Engine.Volumes;

/// <summary>How full a file system is for those who aren't root: what only root may use counts as nobody's.</summary>
/// <param name="Total">What is used and what is free, together.</param>
public readonly record struct FileSystemUse(long Total, long Free)
{
    public int Percent => VolumeUse.PercentOf(Total - Free, Total);

    /// <summary>The file system that the folder is on.</summary>
    /// <exception cref="IOException">It can't be looked at.</exception>
    public static FileSystemUse Of(string folder)
    {
        var drive = new DriveInfo(folder);
        var (size, freeForRoot, free) = (drive.TotalSize, drive.TotalFreeSpace, drive.AvailableFreeSpace);
        return new FileSystemUse(size - freeForRoot + free, free);
    }
}
