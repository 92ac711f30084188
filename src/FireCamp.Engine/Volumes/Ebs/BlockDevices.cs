namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>
/// Finds volumes as the kernel shows them: on NVMe by their id, which is the disk's serial number; on Xen by the name of the attachment.
/// </summary>
/// <param name="sys">Where the kernel shows its devices.</param>
public sealed class BlockDevices(string sys = "/sys/class/block") : IBlockDevices
{
    public string? Find(string volumeId, string device)
    {
        var serial = volumeId.Replace("-", "", StringComparison.Ordinal);
        var disks = Directory.Exists(sys)
            ? Directory.EnumerateDirectories(sys).Where(d => !File.Exists(Path.Combine(d, "partition"))).ToList()
            : [];
        // What EC2 calls the device is of no meaning on NVMe, where a disk that is called so may be another.
        if (disks.Find(d => SerialOf(d) == serial) is { } nvme)
        {
            return $"/dev/{Path.GetFileName(nvme)}";
        }

        var xen = DeviceNames.OnXen(device);
        return disks.Exists(d => Path.GetFileName(d) == xen) ? $"/dev/{xen}" : null;
    }

    private static string? SerialOf(string disk)
    {
        try
        {
            return File.ReadAllText(Path.Combine(disk, "device", "serial")).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
