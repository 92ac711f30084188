using CsCheck;
using FireCamp.Engine.Backups.Policies;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Backups;

public sealed class BackupScheduleTests
{
    private static readonly string[] Right = ["*/5 * * * *", "0 3 * * *", "15 4 * * MON", "@monthly", "90m", "1d"];

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0 3 * * *", -1, null)]
    [InlineData("0 3 * * *", -10, "2026-11-22T03:00:00Z")]
    [InlineData("0 3 * * *", -9, null)]
    [InlineData("0 3 * * *", -1000, "2026-11-22T03:00:00Z")]
    [InlineData("@yearly", -24 * 700, "2026-01-01T00:00:00Z")]
    [InlineData("0 12 * * *", -1, "2026-11-22T12:00:00Z")]
    [InlineData("*/10 * * * * *", -1, "2026-11-22T12:00:00Z")]
    [InlineData("0 0 29 2 *", -24 * 1000, "2024-02-29T00:00:00Z")]
    [InlineData("6h", -5, null)]
    [InlineData("6h", -6, "2026-11-22T12:00:00Z")]
    [InlineData("6h", -20, "2026-11-22T10:00:00Z")]
    [InlineData("6h", 20, null)]
    [InlineData("@daily", 20, null)]
    public void Due_SinceTheLastRun_IsTheNewestTimeThatWasMissed(string schedule, int sinceHours, string? due)
        => Assert.Equal(
            due is null ? null : DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture),
            BackupSchedule.Parse(schedule, null, Now).Due(Now.AddHours(sinceHours), Now));

    [Fact]
    public void Due_TimeZone_IsWhatTheLineMeans()
    {
        var schedule = BackupSchedule.Parse("30 2 * * *", "Europe/Berlin", Now);

        Assert.Equal(new DateTimeOffset(2026, 11, 22, 1, 30, 0, TimeSpan.Zero), schedule.Due(Now.AddDays(-1), Now));
        Assert.Equal(new DateTimeOffset(2026, 7, 2, 0, 30, 0, TimeSpan.Zero), schedule.Next(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Due_AnyTimes_IsDueOnceAndThenNoMore()
        => Gen.Int[0, Right.Length - 1].Select(i => Right[i]).Select(Gen.Int[0, 2_000_000], Gen.Int[0, 300_000])
            .Sample((text, sinceMinutes, minutes) =>
            {
                var schedule = BackupSchedule.Parse(text, null, Now);
                var since = Now.AddMinutes(-sinceMinutes);
                var now = since.AddMinutes(minutes);
                var next = schedule.Next(since)!.Value;

                var due = schedule.Due(since, now);

                Assert.Equal(next <= now, due is not null);
                Assert.True(due is null || (due > since && due <= now && due >= next));
                Assert.Null(due is null ? null : schedule.Due(now, now));
            });

    [Theory]
    [InlineData("0 0 30 2 *", "never comes")]
    [InlineData("0 0 31 4,6,9,11 *", "never comes")]
    [InlineData("0 3 * *", "neither a cron line")]
    [InlineData("61 3 * * *", "neither a cron line")]
    [InlineData("tomorrow", "neither a cron line")]
    [InlineData("", "neither a cron line")]
    [InlineData("1s", "is no interval")]
    [InlineData("0", "is no interval")]
    [InlineData("1000d", "is no interval")]
    public void Parse_WrongSchedule_SaysWhatIsWrong(string schedule, string what)
    {
        var error = Assert.Throws<InvalidInputException>(() => BackupSchedule.Parse(schedule, null, Now));

        Assert.Equal("InvalidSchedule", error.ErrorId);
        Assert.Contains(what, Assert.Single(error.Mistakes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_WrongLineAndZone_SaysBoth()
        => Assert.Equal(["time zone", "schedule"],
            Assert.Throws<InvalidInputException>(() => BackupSchedule.Parse("0 0 30 2 *", "Mars/Olympus", Now)).Mistakes.Select(m => m.Where));
}
