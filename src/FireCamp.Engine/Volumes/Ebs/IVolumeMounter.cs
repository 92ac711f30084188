namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>Makes an attached volume usable on the node that this runs on.</summary>
public interface IVolumeMounter
{
    /// <summary>The volume's file system is mounted; one is made if the volume is proved to be blank. A repeat changes nothing.</summary>
    /// <param name="device">Under which EC2 attached it.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="VolumeException">It isn't blank and holds no file system, or can't be mounted.</exception>
    Task<string> MountAsync(string name, string node, string volumeId, string device, CancellationToken cancel);

    /// <summary>The volume is mounted no more on that node, if that is this one; success when it wasn't.</summary>
    /// <exception cref="VolumeException">Something still uses it.</exception>
    Task UnmountAsync(string name, string node, CancellationToken cancel);

    /// <summary>What was written is on the volume, if it is mounted on that node and that is this one.</summary>
    Task FlushAsync(string name, string node, CancellationToken cancel);

    /// <summary>The file system fills the volume, if it is mounted on that node and that is this one.</summary>
    Task GrowAsync(string name, string node, CancellationToken cancel);

    /// <summary>The folder where the volume is mounted on that node; null where it isn't, or that is another one.</summary>
    string? FindFolder(string name, string node);
}
