using CsCheck;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Model;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("10GB", 10L << 30)]
    [InlineData("512 MB", 512L << 20)]
    [InlineData("1.5GiB", 1536L << 20)]
    [InlineData("64k", 64L << 10)]
    [InlineData("2tb", 2L << 40)]
    [InlineData("4096", 4096)]
    [InlineData("7B", 7)]
    [InlineData("0", 0)]
    public void TryParse_Size_IsRead(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var size));
        Assert.Equal(bytes, size.Bytes);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("GB")]
    [InlineData("-1GB")]
    [InlineData("10 potatoes")]
    [InlineData("1,5GB")]
    [InlineData("1GBB")]
    [InlineData("99999999999999999999TB")]
    public void TryParse_NoSize_IsRefused(string? text) => Assert.False(ByteSize.TryParse(text, out _));

    [Fact]
    public void ToString_AnySize_ReadsBackEqual()
        => Gen.Long[0, 1L << 50].Sample(bytes => ByteSize.Parse(new ByteSize(bytes).ToString()).Bytes == bytes);
}
