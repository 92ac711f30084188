using FireCamp.Engine.Backups.Policies;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Backups;

/// <summary>What users say of backup policies.</summary>
public sealed class BackupPolicyChangeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly BackupPolicyChange Nightly = new() { Name = "nightly", Schedule = "30 2 * * *", Last = 7 };

    [Fact]
    public void Apply_New_HasItsDefaults()
    {
        var policy = Nightly.Apply(null, Now);

        Assert.Equal((Now, null, 0, null, false), (policy.ScheduledAt, policy.TimeZone, policy.ProveEvery, policy.Store, policy.IsEncrypted));
        Assert.Equal(["*"], policy.Services);
        Assert.Equal("last 7", $"{policy.Keep}");
    }

    [Fact]
    public void Apply_Change_LeavesWhatItDoesNotSay()
    {
        var before = (Nightly with { Services = ["a*"], Store = "file:///b", Within = TimeSpan.FromDays(3) }).Apply(null, Now);

        var after = new BackupPolicyChange { Name = "NIGHTLY", Daily = 5, Within = TimeSpan.Zero, Store = "" }.Apply(before, Now.AddDays(1));

        Assert.Equal(("nightly", "30 2 * * *", Now, null), (after.Name, after.Schedule, after.ScheduledAt, after.Store));
        Assert.Equal(before.Services, after.Services);
        Assert.Equal("last 7, daily 5", $"{after.Keep}");
    }

    [Fact]
    public void Apply_OtherSchedule_CountsFromNow()
    {
        var before = Nightly.Apply(null, Now);

        var other = new BackupPolicyChange { Name = "nightly", TimeZone = "Europe/Berlin" };
        var same = new BackupPolicyChange { Name = "nightly", Schedule = " 30 2 * * * " };
        Assert.Equal(Now.AddDays(1), other.Apply(before, Now.AddDays(1)).ScheduledAt);
        Assert.Equal(Now, same.Apply(before, Now.AddDays(1)).ScheduledAt);
    }

    [Fact]
    public void Apply_MuchWrong_SaysAllAtOnce()
    {
        var wrong = new BackupPolicyChange
        {
            Name = "-", Schedule = "0 0 30 2 *", TimeZone = "Mars/Olympus", Services = ["a b", "", "ok-*", "x[1]"], Last = -1, ProveEvery = -2,
            Store = "ftp://x",
        };

        var error = Assert.Throws<InvalidInputException>(() => wrong.Apply(null, Now));

        Assert.Equal("BackupPolicyInvalid", error.ErrorId);
        Assert.Equal(
            ["backup policy", "time zone", "schedule", "service", "service", "service", "last", "prove every", "url"],
            error.Mistakes.Select(m => m.Where));
    }

    [Fact]
    public void Apply_WouldKeepOrBackUpNothing_IsRefused()
    {
        Assert.Contains("it would keep nothing", Mistake(Nightly with { Last = 0 }), StringComparison.Ordinal);
        Assert.Contains("it would back up nothing", Mistake(Nightly with { Services = [] }), StringComparison.Ordinal);
        Assert.Contains("neither a cron line", Mistake(Nightly with { Schedule = null }), StringComparison.Ordinal);
        var kept = Nightly.Apply(null, Now);
        Assert.Throws<InvalidInputException>(() => new BackupPolicyChange { Name = "nightly", Last = 0 }.Apply(kept, Now));
    }

    [Theory]
    [InlineData("*", "anything", true)]
    [InlineData("shop-*", "shop-db", true)]
    [InlineData("shop-*", "shopping", false)]
    [InlineData("CACHE?", "cache1", true)]
    [InlineData("cache?", "cache12", false)]
    [InlineData("mypg", "MyPg", true)]
    [InlineData("mypg", "mypg2", false)]
    public void Matches_Pattern_MeansWholeNames(string pattern, string service, bool matches)
    {
        Assert.Null(ServicePattern.Check(pattern));
        Assert.Equal(matches, ServicePattern.Matches(["other", pattern], service));
    }

    private static string Mistake(BackupPolicyChange change)
        => Assert.Single(Assert.Throws<InvalidInputException>(() => change.Apply(null, Now)).Mistakes).Message;
}
