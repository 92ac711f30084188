using FireCamp.Engine.Volumes.Ebs;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Volumes.Ebs;

public sealed class BlockDevicesTests : IDisposable
{
    private readonly TestFolder sys = new();

    public void Dispose() => sys.Dispose();

    [Fact]
    public void Find_OnNvme_GoesByTheVolumesIdAndNotByName()
    {
        Disk("nvme0n1", "vol0aaa                 ");
        Disk("nvme1n1", "vol0bbb\n");
        Directory.CreateDirectory(sys.File("nvme1n1p1"));
        File.WriteAllText(sys.File("nvme1n1p1/partition"), "1");
        Disk("xvdf", null);

        var devices = new BlockDevices(sys.Path);

        Assert.Equal("/dev/nvme0n1", devices.Find("vol-0aaa", "/dev/sdf"));
        Assert.Equal("/dev/nvme1n1", devices.Find("vol-0bbb", "/dev/sdf"));
    }

    [Theory]
    [InlineData("/dev/sdf", "/dev/xvdf")]
    [InlineData("/dev/xvdf", "/dev/xvdf")]
    [InlineData("/dev/xvdba", "/dev/xvdba")]
    [InlineData("/dev/sdg", null)]
    public void Find_OnXen_GoesByTheAttachmentsName(string device, string? expected)
    {
        Disk("xvda", null);
        Disk("xvdf", null);
        Disk("xvdba", null);

        Assert.Equal(expected, new BlockDevices(sys.Path).Find("vol-0aaa", device));
    }

    [Fact]
    public void Free_NamesInUseInEitherForm_AreLeftOut()
    {
        Assert.Equal("/dev/sdf", DeviceNames.Free([]));
        Assert.Equal("/dev/sdh", DeviceNames.Free(["/dev/sda1", "/dev/xvdf", "/dev/sdg", "xvdi"]));
        var all = new List<string>();
        while (DeviceNames.Free(all) is { } next)
        {
            all.Add(next);
        }

        Assert.Equal(11 + 52, all.Distinct().Count());
    }

    private void Disk(string name, string? serial)
    {
        Directory.CreateDirectory(sys.File($"{name}/device"));
        if (serial is not null)
        {
            File.WriteAllText(sys.File($"{name}/device/serial"), serial);
        }
    }
}
