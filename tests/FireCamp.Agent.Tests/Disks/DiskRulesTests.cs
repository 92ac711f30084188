using FireCamp.Agent.Disks;
using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes;

namespace FireCamp.Agent.Tests.Disks;

public sealed class DiskRulesTests
{
    private const long MB = 1L << 20;
    private const long GB = 1L << 30;

    [Theory]
    [InlineData(10 * GB, 252 * GB, 10 * GB / 100)] // a hundredth
    [InlineData(1 * GB, 252 * GB, 64 * MB)] // 64 MB at least
    [InlineData(500 * GB, 1000 * GB, 1 * GB)] // 1 GB at most
    [InlineData(100 * MB, 252 * GB, 10 * MB)] // no more than a tenth of the volume
    [InlineData(10 * GB, 400 * MB, 20 * MB)] // nor than a twentieth of what holds it
    public void SizeFor_IsASmallShare(long volume, long fileSystem, long expected)
        => Assert.Equal(expected, VolumeReserve.SizeFor(volume, fileSystem));

    [Theory]
    [InlineData(true, false, 500, 64, ReserveStep.None)]
    [InlineData(true, false, 65, 64, ReserveStep.None)]
    [InlineData(true, false, 64, 64, ReserveStep.GiveBack)]
    [InlineData(true, false, 0, 64, ReserveStep.GiveBack)]
    [InlineData(true, true, 0, 64, ReserveStep.None)] // a server that goes on would eat it up
    [InlineData(false, true, 900, 64, ReserveStep.Make)]
    [InlineData(false, false, 900, 64, ReserveStep.Make)]
    [InlineData(false, true, 264, 64, ReserveStep.None)] // with it the volume would be 80 % full
    [InlineData(false, true, 275, 64, ReserveStep.Make)]
    [InlineData(false, false, 0, 64, ReserveStep.None)]
    [InlineData(false, true, 1000, 0, ReserveStep.None)]
    internal void StepOf_MakesGivesBackAndWaits(bool exists, bool isReady, long free, long size, ReserveStep expected)
        => Assert.Equal(expected, DiskRules.StepOf(exists, new FileSystemUse(1000, free), size, isReady));

    [Fact]
    public void StepOf_WhateverIsFree_NeverMakesWhatItWouldGiveBack()
    {
        foreach (var (parts, percent) in Enumerable.Range(1, 60).SelectMany(_ => Enumerable.Range(0, 101), (t, f) => (t, f)))
        {
            var total = parts * 37L * MB;
            var free = total * percent / 100;
            var size = VolumeReserve.SizeFor(GB, total);
            if (DiskRules.StepOf(exists: false, new FileSystemUse(total, free), size, isReady: false) == ReserveStep.Make)
            {
                Assert.Equal(ReserveStep.None, DiskRules.StepOf(exists: true, new FileSystemUse(total, free - size), size, isReady: false));
            }
        }
    }

    [Fact]
    public void IsTold_AboutTheBoundary_IsToldOnceUntilThereWasRoom()
    {
        var told = false;
        var moments = new List<int>();
        foreach (var percent in new[] { 79, 80, 79, 81, 76, 80, 74, 79, 80, 99 })
        {
            var now = DiskRules.IsTold(told, percent);
            if (now && !told)
            {
                moments.Add(percent);
            }

            told = now;
        }

        Assert.Equal([80, 80], moments);
    }

    [Theory]
    [InlineData(null, 49_950, 51)]
    [InlineData(51, 49_950, 51)]
    [InlineData(51, 48_500, 51)] // 51.5 %
    [InlineData(51, 48_400, 52)]
    [InlineData(51, 50_400, 51)] // 49.6 %
    [InlineData(51, 50_600, 50)]
    [InlineData(51, 0, 100)]
    public void Settle_NearABoundary_StaysAsItWas(int? before, long free, int expected)
        => Assert.Equal(expected, DiskRules.Settle(before, new FileSystemUse(100_000, free)));

    [Fact]
    public void Between_TellsEachThingOnce()
    {
        var use = new VolumeUse
        {
            Volume = "fc_t1_a-0", Purpose = "data", Size = new ByteSize(GB), Total = new ByteSize(2 * GB), Free = new ByteSize(300 * MB),
            Percent = 86, Reserve = VolumeReserveState.Held, Told = true,
        };
        Assert.Equal("Volume fc_t1_a-0 is 86 % full: 300MB of its file system's 2GB are free. Make room before it is full.",
            Assert.Single(DiskEvents.Between(null, use)).Message);
        Assert.Empty(DiskEvents.Between(use, use with { Percent = 90 }));
        var full = use with { Percent = 100, Reserve = VolumeReserveState.GivenBack };
        Assert.Equal("ReserveGivenBack", Assert.Single(DiskEvents.Between(use, full)).Action);
        Assert.Empty(DiskEvents.Between(full, full));
        Assert.Equal("ReserveMade", Assert.Single(DiskEvents.Between(full, use with { Told = false, Percent = 20 })).Action);
        Assert.Empty(DiskEvents.Between(null, use with { Told = false }));
        Assert.Equal("Volume fc_t1_a-0 is 85 % full: its content takes 870MB of 1GB. Make room before it is full.",
            Assert.Single(DiskEvents.Between(null, use with { Percent = 10, Own = new ByteSize(870 * MB) })).Message);
    }
}
