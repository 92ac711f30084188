using System.Buffers.Binary;
using System.Text;
using FireCamp.Agent.Containers;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Tests.Containers;

/// <summary>What the agent reads of Docker, of images and of the kernel.</summary>
public sealed class ContainerReadingTests
{
    [Fact]
    public async Task Log_OfFramesThatCutLines_HasWholeLinesByStream()
    {
        using var log = new MemoryStream([.. Frame(1, "one\ntw"), .. Frame(2, "bad\n"), .. Frame(1, "o\nthree")]);
        var lines = new List<string>();
        await DockerLog.ReadAsync(log, (stream, line) => lines.Add($"{stream} {line}"));
        Assert.Equal(["out one", "out two", "out three"], lines.Where(l => l.StartsWith("out", StringComparison.Ordinal)));
        Assert.Equal(["err bad"], lines.Where(l => l.StartsWith("err", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Log_ThatBreaksOff_PassesOnWhatCame()
    {
        using var log = new MemoryStream([.. Frame(1, "whole\n"), .. Frame(1, "cut off here").AsSpan(0, 11)]);
        var lines = new List<string>();
        await DockerLog.ReadAsync(log, (stream, line) => lines.Add(line));
        Assert.Equal(["whole", "cut"], lines);
    }

    [Fact]
    public void Users_AreReadByName()
    {
        string[] passwd = ["root:x:0:0:root:/root:/bin/bash", "redis:x:999:1000::/data:/bin/sh", "redis2:x:5:5::/:", "broken"];
        var found = ImageUsers.Find("redis", passwd)!;
        Assert.Equal((999u, 1000u, "/data"), (found.Id, found.Group, found.Home));
        Assert.Null(ImageUsers.Find("nobody", passwd));
        Assert.Null(ImageUsers.Find((string?)null, 1));
        Assert.Throws<FireCampException>(() => ImageUsers.Find("no-such-user", Environment.ProcessId));
    }

    [Fact]
    public void Environment_OfAContainer_IsReadAndHasAPath()
    {
        var read = ImageEnvironment.Read(["A=1", "B=x=y\nz", "C=", "=none", "odd"]);
        Assert.Equal(("1", "x=y\nz", ""), (read["A"], read["B"], read["C"]));
        Assert.Contains("/usr/bin", read["PATH"], StringComparison.Ordinal);
        Assert.Equal(4, read.Count);
        Assert.Equal("/own", ImageEnvironment.Read(["PATH=/own"])["PATH"]);
    }

    [Theory]
    [InlineData("612 590 7:1 /volumes/fc_t1_my-0/content /firecamp/data rw,relatime master:1 - xfs /dev/loop1 rw", "/volumes/fc_t1_my-0/content")]
    [InlineData("612 590 7:1 /volumes/fc_t1_my-0/content /firecamp/journal rw - xfs /dev/loop1 rw", null)]
    [InlineData("", null)]
    public void Mounts_OfTheDataVolume_AreKnownByTheirPath(string line, string? root) => Assert.Equal(root, ContainerScan.RootOfData(line));

    private static byte[] Frame(byte stream, string text)
    {
        var frame = new byte[8 + text.Length];
        frame[0] = stream;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), text.Length);
        Encoding.ASCII.GetBytes(text, frame.AsSpan(8));
        return frame;
    }
}
