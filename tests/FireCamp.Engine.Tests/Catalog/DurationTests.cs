using CsCheck;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Catalog;

public sealed class DurationTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("30s", 30)]
    [InlineData("1.5m", 90)]
    [InlineData("2H", 7200)]
    [InlineData("7d", 604800)]
    [InlineData("0", 0)]
    [InlineData("00:00:05", 5)]
    public void TryParse_Text_GivesTheTime(string text, double seconds)
    {
        Assert.True(Duration.TryParse(text, out var time));
        Assert.Equal(TimeSpan.FromSeconds(seconds), time);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("-00:00:05")]
    [InlineData("5 weeks")]
    [InlineData("1,5s")]
    [InlineData("99999999999999d")]
    [InlineData("79228162514264337593543950335d")]
    public void TryParse_OtherText_IsRefused(string? text) => Assert.False(Duration.TryParse(text, out _));

    [Fact]
    public void Format_AnyTime_ParsesToTheSame() => Gen.Long[0, (long)1e12].Sample(milliseconds =>
    {
        var time = TimeSpan.FromMilliseconds(milliseconds);
        return Duration.TryParse(Duration.Format(time), out var again) && again == time;
    });
}
