using System.Globalization;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine.Tests.Planning;

public sealed class WindowClockTests
{
    // 2026: Berlin's clock goes from 02:00 to 03:00 on March 29th and from 03:00 to 02:00 on October 25th.
    [Theory]
    [InlineData("Sat,Sun 01:00-05:00 Europe/Berlin", "2026-11-26 12:00", "2026-11-28 00:00", "2026-11-28 04:00")]
    [InlineData("Sat,Sun 01:00-05:00 Europe/Berlin", "2026-11-28 03:59", "2026-11-28 00:00", "2026-11-28 04:00")]
    [InlineData("Sat,Sun 01:00-05:00 Europe/Berlin", "2026-11-28 04:00", "2026-11-29 00:00", "2026-11-29 04:00")]
    [InlineData("Sun 01:00-05:00 UTC", "2026-11-29 05:00", "2026-12-06 01:00", "2026-12-06 05:00")]
    [InlineData("Fri 22:00-04:00 UTC", "2026-11-28 03:00", "2026-11-27 22:00", "2026-11-28 04:00")]
    [InlineData("Fri 22:00-04:00 UTC", "2026-11-28 04:00", "2026-12-04 22:00", "2026-12-05 04:00")]
    [InlineData("Sat 00:00-24:00 America/New_York", "2026-11-28 12:00", "2026-11-28 05:00", "2026-11-29 05:00")]
    [InlineData("Daily 23:30-00:30 Asia/Kolkata", "2026-11-28 12:00", "2026-11-28 18:00", "2026-11-28 19:00")]
    public void Next_OrdinaryDay_IsByTheZonesClock(string window, string moment, string opens, string closes)
        => Assert.Equal(new WindowOpening(Utc(opens), Utc(closes)), WindowClock.Next(Window(window), Utc(moment)));

    [Theory]
    [InlineData("Sun 01:00-05:00 Europe/Berlin", "2026-03-29 00:00", "2026-03-29 03:00")] // an hour short
    [InlineData("Sun 02:30-05:00 Europe/Berlin", "2026-03-29 01:00", "2026-03-29 03:00")] // 02:30 is skipped: it opens at the skip
    [InlineData("Sun 01:00-02:30 Europe/Berlin", "2026-03-29 00:00", "2026-03-29 01:00")] // 02:30 is skipped: it closes at the skip
    [InlineData("Sun 02:00-03:00 Europe/Berlin", "2026-03-29 01:00", "2026-03-29 02:00")] // all of it is skipped: it opens behind it
    [InlineData("Sun 02:15-02:45 Europe/Berlin", "2026-03-29 01:00", "2026-03-29 01:30")]
    public void Next_ClockIsPutForward_IsNeverLost(string window, string opens, string closes)
        => Assert.Equal(new WindowOpening(Utc(opens), Utc(closes)), WindowClock.Next(Window(window), Utc("2026-03-28 12:00")));

    [Theory]
    [InlineData("Sun 01:00-05:00 Europe/Berlin", "2026-10-24 23:00", "2026-10-25 04:00")] // an hour long
    [InlineData("Sun 02:30-05:00 Europe/Berlin", "2026-10-25 00:30", "2026-10-25 04:00")] // 02:30 comes twice: it opens at the first
    [InlineData("Sun 01:00-02:30 Europe/Berlin", "2026-10-24 23:00", "2026-10-25 01:30")] // and closes at the second
    [InlineData("Sun 02:00-03:00 Europe/Berlin", "2026-10-25 00:00", "2026-10-25 02:00")]
    public void Next_ClockIsPutBack_IsOpenThroughout(string window, string opens, string closes)
        => Assert.Equal(new WindowOpening(Utc(opens), Utc(closes)), WindowClock.Next(Window(window), Utc("2026-10-24 12:00")));

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-27")]
    [InlineData("Europe/Berlin", "2026-10-23")]
    [InlineData("America/New_York", "2026-03-06")]
    [InlineData("America/New_York", "2026-10-30")]
    [InlineData("Australia/Lord_Howe", "2026-04-03")]
    [InlineData("Australia/Lord_Howe", "2026-10-02")]
    [InlineData("Africa/Cairo", "2026-04-22")]
    public void Next_AllWindowsAroundAChangeOfClocks_FollowInOrderAndAreOpenOnceADay(string zone, string from)
    {
        var start = Utc($"{from} 00:00");
        foreach (var (first, length) in Enumerable.Range(0, 48).SelectMany(h => new[] { 30, 60, 90, 600, 1440 }, (h, l) => (h * 30, l)))
        {
            var begin = TimeOnly.MinValue.AddMinutes(first);
            var window = new MaintenanceWindow(WeekDays.All, begin, begin.AddMinutes(length), zone);
            var openings = new List<WindowOpening>();
            for (var moment = start; moment < start.AddDays(5); moment = openings[^1].Closes)
            {
                openings.Add(WindowClock.Next(window, moment));
                Assert.True(openings[^1].Closes > moment && openings[^1].Closes > openings[^1].Opens, $"{window} at {moment:u}");
            }

            Assert.True(openings.Count is 5 or 6 or 7, $"{window}: {openings.Count} openings in five days");
            var longest = TimeSpan.FromHours(1);
            Assert.All(openings, o => Assert.InRange(o.Closes - o.Opens - TimeSpan.FromMinutes(length), -longest, longest));
            Assert.All(openings.Zip(openings.Skip(1)), pair => Assert.True(pair.First.Opens < pair.Second.Opens, $"{window}: {pair}"));
        }
    }

    [Fact]
    public void Next_ZoneThatThisMachineDoesNotKnow_IsRefusedByName()
    {
        var window = new MaintenanceWindow(WeekDays.All, new TimeOnly(1, 0), new TimeOnly(2, 0), "Mars/Base");
        var error = Assert.Throws<FireCampException>(() => WindowClock.Next(window, Utc("2026-11-28 12:00")));
        Assert.Equal("TimeZoneUnknown", error.ErrorId);
        Assert.Contains("Mars/Base", error.Message, StringComparison.Ordinal);
    }

    private static MaintenanceWindow Window(string text) => Assert.Single(WindowReader.Read([text], []));

    private static DateTimeOffset Utc(string text)
        => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
