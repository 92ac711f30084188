namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>Finds attached volumes among this machine's block devices.</summary>
public interface IBlockDevices
{
    /// <summary>The device's path; null while the kernel doesn't show it.</summary>
    /// <param name="device">Under which EC2 attached the volume.</param>
    string? Find(string volumeId, string device);
}
