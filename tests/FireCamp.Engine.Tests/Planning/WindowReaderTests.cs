using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Tests.Planning;

public sealed class WindowReaderTests
{
    [Theory]
    [InlineData("Sat,Sun 01:00-05:00 Europe/Berlin", "Sat,Sun 01:00-05:00 Europe/Berlin")]
    [InlineData("  mon-fri 22:00 - 4:30  ", "Mon,Tue,Wed,Thu,Fri 22:00-04:30 UTC")]
    [InlineData("Sat-Mon 00:00-24:00", "Mon,Sat,Sun 00:00-24:00 UTC")]
    [InlineData("wednesday 13:00-24:00 America/New_York", "Wed 13:00-24:00 America/New_York")]
    [InlineData("01:00-05:00", "Daily 01:00-05:00 UTC")]
    [InlineData("Daily 01:00-05:00 Asia/Kolkata", "Daily 01:00-05:00 Asia/Kolkata")]
    public void Read_AsPeopleWrite_IsUnderstoodAndWrittenOneWay(string text, string expected)
    {
        List<Mistake> mistakes = [];
        var window = Assert.Single(WindowReader.Read([text], mistakes));
        Assert.Empty(mistakes);
        Assert.Equal(expected, window.ToString());
        Assert.Equal([window], WindowReader.Read([expected], mistakes));
    }

    [Theory]
    [InlineData("tonight", "'tonight' is no window")]
    [InlineData("Sat 01:00", "is no window")]
    [InlineData("Su 01:00-02:00", "'Su' is no day of the week")]
    [InlineData("Mon-Wed-Fri 01:00-02:00", "'Mon-Wed-Fri' is no range of days")]
    [InlineData("01:60-02:00", "'01:60' is no time of day")]
    [InlineData("01:00-24:01", "'24:01' is no time of day")]
    [InlineData("01:00-01:00", "is never open")]
    [InlineData("01:00-02:00 Europe/Berlni", "Did you mean 'Europe/Berlin'")]
    [InlineData("01:00-02:00 CET-1CEST", "no IANA time zone")]
    public void Read_Wrong_SaysWhat(string text, string expected)
    {
        List<Mistake> mistakes = [];
        Assert.Empty(WindowReader.Read([text], mistakes));
        Assert.Contains(expected, Assert.Single(mistakes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManyMistakes_TellsThemAll()
    {
        List<Mistake> mistakes = [];
        var read = WindowReader.Read(["Xyz,Abc 25:00-02:99 Mars/Base", "nonsense", "Sun 01:00-02:00"], mistakes);
        Assert.Single(read);
        Assert.Equal(6, mistakes.Count);
    }
}
