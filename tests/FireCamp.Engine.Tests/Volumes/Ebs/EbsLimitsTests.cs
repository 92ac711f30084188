using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes.Ebs;

namespace FireCamp.Engine.Tests.Volumes.Ebs;

public sealed class EbsLimitsTests
{
    [Theory]
    [InlineData("gp3", "1GB", null, null)]
    [InlineData("gp3", "100GB", 16_000, 1000)]
    [InlineData("io2", "100GB", 100_000, null)]
    [InlineData("st1", "125GB", null, null)]
    public void Check_WhatEbsHas_IsTaken(string type, string size, int? iops, int? throughput)
        => new EbsVolumeClass { Type = type, Iops = iops, Throughput = throughput }.Check("v", ByteSize.Parse(size));

    [Theory]
    [InlineData("gp2", "1GB", null, null, "Type")]
    [InlineData("gp3", "100TB", null, null, "Size")]
    [InlineData("gp3", "4GB", 4000, null, "Iops")]
    [InlineData("gp3", "100GB", null, 900, "Throughput")]
    [InlineData("gp3", "100GB", 100, 50, "Iops", "Throughput")]
    [InlineData("io2", "100GB", null, null, "Iops")]
    [InlineData("io2", "1GB", 5000, 100, "Iops", "Size", "Throughput")]
    [InlineData("st1", "10GB", 100, 100, "Iops", "Size", "Throughput")]
    public void Check_WhatEbsHasNot_NamesEveryMistake(string type, string size, int? iops, int? throughput, params string[] where)
    {
        var wanted = new EbsVolumeClass { Type = type, Iops = iops, Throughput = throughput };

        var error = Assert.Throws<InvalidInputException>(() => wanted.Check("v", ByteSize.Parse(size)));

        Assert.Equal(where, error.Mistakes.Select(m => m.Where).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1L << 30, 1)]
    [InlineData((1L << 30) + 1, 2)]
    public void GiBOf_AnySize_IsRoundedUp(long bytes, int gib) => Assert.Equal(gib, EbsLimits.GiBOf(new ByteSize(bytes)));
}
