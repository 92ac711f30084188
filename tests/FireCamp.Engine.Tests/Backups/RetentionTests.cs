using CsCheck;
using FireCamp.Engine.Backups.Policies;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Backups;

public sealed class RetentionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<RetentionRule> Rules =
        from last in Gen.Int[0, 5]
        from hours in Gen.Int[-1000, 2000]
        from daily in Gen.Int[0, 8]
        from weekly in Gen.Int[0, 5]
        from monthly in Gen.Int[0, 13]
        let rule = new RetentionRule
        {
            Last = last,
            Within = hours > 0 ? TimeSpan.FromHours(hours) : null,
            Daily = daily,
            Weekly = weekly,
            Monthly = monthly,
        }
        where rule.Mistakes.Count == 0
        select rule;

    private static readonly Gen<List<RetainedBackup>> Histories =
        (from minutes in Gen.Int[-2000, 600_000]
         from parent in Gen.Int[-20, 30]
         from proven in Gen.Int[-100, 100]
         select (minutes, parent, proven)).List[0, 40].Select(list => list.Select((b, i) => new RetainedBackup(
             $"b{i}", Now.AddMinutes(-b.minutes), b.parent >= 0 && b.parent < i ? $"b{b.parent}" : null,
             b.proven > 0 ? Now.AddMinutes(-b.proven) : null)).ToList());

    [Fact]
    public void Decide_AnyHistory_KeepsWhatMustBeKept()
        => Rules.Select(Histories).Sample((rule, backups) =>
        {
            var verdicts = Retention.Decide(rule, backups, Now);
            var kept = verdicts.Where(v => v.IsKept).Select(v => v.Backup).ToList();

            Assert.Equal(backups.Select(b => b.Id).Order(), verdicts.Select(v => v.Backup.Id).Order());
            if (backups.Count > 0)
            {
                Assert.Contains(backups.MaxBy(b => b.TakenAt)!.TakenAt, kept.Select(k => k.TakenAt));
                Assert.True(kept.Count >= Math.Min(rule.Last, backups.Count));
            }

            if (backups.Where(b => b.ProvenAt is not null).MaxBy(b => b.ProvenAt) is { } proven)
            {
                Assert.Contains(proven.ProvenAt, kept.Select(k => k.ProvenAt));
            }

            Assert.All(kept, k => Assert.True(k.Parent is null || kept.Any(p => p.Id == k.Parent)));
            Assert.All(backups.Where(b => Now - b.TakenAt <= rule.Within), b => Assert.Contains(b, kept));
        });

    [Fact]
    public void Decide_AfterItsOwnDecision_DeletesNothingMore()
        => Rules.Select(Histories).Sample((rule, backups) =>
        {
            var kept = Retention.Decide(rule, backups, Now).Where(v => v.IsKept).Select(v => v.Backup).ToList();

            Assert.All(Retention.Decide(rule, kept, Now), v => Assert.True(v.IsKept));
        });

    [Fact]
    public void Decide_Order_DoesNotMatter()
        => Rules.Select(Histories).Sample((rule, backups) =>
        {
            var reversed = backups.AsEnumerable().Reverse().ToList();

            Assert.Equal(
                Retention.Decide(rule, backups, Now).Select(v => (v.Backup.Id, string.Join('|', v.Reasons.Order()))),
                Retention.Decide(rule, reversed, Now).Select(v => (v.Backup.Id, string.Join('|', v.Reasons.Order()))));
        });

    [Fact]
    public void Decide_MoreGenerous_KeepsNoLess()
        => Rules.Select(Histories).Sample((rule, backups) =>
        {
            var more = rule with { Last = rule.Last + 1, Daily = rule.Daily + 1, Weekly = rule.Weekly + 1, Monthly = rule.Monthly + 1 };

            var kept = Retention.Decide(rule, backups, Now).Where(v => v.IsKept).Select(v => v.Backup.Id);

            Assert.Subset(Retention.Decide(more, backups, Now).Where(v => v.IsKept).Select(v => v.Backup.Id).ToHashSet(), kept.ToHashSet());
        });

    [Fact]
    public void Decide_TwiceADayForAYear_KeepsTheGenerations()
    {
        var backups = Enumerable.Range(0, 730).Select(i => new RetainedBackup($"b{i:D3}", Now.AddHours(-12 * i))).ToList();

        var kept = Retention.Decide(new RetentionRule { Daily = 7, Weekly = 4, Monthly = 12 }, backups, Now).Where(v => v.IsKept).ToList();

        Assert.Equal("b000", kept[0].Backup.Id);
        Assert.Equal(["daily 1 of 7", "weekly 1 of 4", "monthly 1 of 12", "newest"], kept[0].Reasons);
        Assert.Equal(7, kept.Count(v => v.Reasons.Any(r => r.StartsWith("daily", StringComparison.Ordinal))));
        Assert.Equal(4, kept.Count(v => v.Reasons.Any(r => r.StartsWith("weekly", StringComparison.Ordinal))));
        Assert.Equal(12, kept.Count(v => v.Reasons.Any(r => r.StartsWith("monthly", StringComparison.Ordinal))));
        Assert.All(kept.Where(v => v.Reasons.Any(r => r.StartsWith("weekly", StringComparison.Ordinal))).Skip(1),
            v => Assert.Equal(DayOfWeek.Sunday, v.Backup.TakenAt.DayOfWeek));
    }

    [Fact]
    public void Require_WrongRule_SaysEveryMistake()
    {
        Assert.Single(Assert.Throws<InvalidInputException>(() => new RetentionRule().Require()).Mistakes);
        var wrong = new RetentionRule { Last = -1, Daily = -2, Within = TimeSpan.Zero };
        Assert.Equal(["last", "daily", "within"], Assert.Throws<InvalidInputException>(wrong.Require).Mistakes.Select(m => m.Where));
    }
}
