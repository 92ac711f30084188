using CsCheck;
using FireCamp.Engine.Backups.Policies;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Backups;

/// <summary>Which backups a policy lets go, over any history of backups by policies, by hand, of other clusters, damaged.</summary>
public sealed class PolicyRetentionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<BackupPolicySpec> Policies =
        from last in Gen.Int[0, 3]
        from hours in Gen.Int[1, 500]
        from daily in Gen.Int[0, 3]
        select new BackupPolicySpec
        {
            Name = "p", Schedule = "1h", ScheduledAt = Now, Services = ["*"],
            Keep = new RetentionRule { Last = last, Daily = daily, Within = last + daily == 0 ? TimeSpan.FromHours(hours) : null },
        };

    private static readonly Gen<List<Backup>> Histories =
        (from minutes in Gen.Int[0, 60_000]
         from owner in Gen.Int[0, 9]
         from parent in Gen.Int[-20, 30]
         from proven in Gen.Int[-100, 100]
         select (minutes, owner, parent, proven)).List[0, 30].Select(list => list.OrderByDescending(b => b.minutes).Select((b, i) => new Backup
         {
             Id = $"b{i}",
             Service = "s",
             Store = "file:///b",
             Cluster = b.owner == 9 ? "other" : "t1",
             TakenAt = b.owner == 8 ? null : Now.AddMinutes(-b.minutes),
             Parent = b.parent >= 0 && b.parent < i ? $"b{b.parent}" : null,
             ProvenAt = b.proven > 0 ? Now.AddMinutes(-b.proven) : null,
             Tags = b.owner == 7 ? new Dictionary<string, string>() : new Dictionary<string, string> { ["backup-policy"] = b.owner == 6 ? "q" : "P" },
         }).ToList());

    [Fact]
    public void Decide_AnyHistory_LetsGoOnlyItsOwnAndNothingThatIsNeeded()
        => Policies.Select(Histories).Sample((policy, backups) =>
        {
            var going = PolicyRetention.Decide(policy, "T1", backups, null, Now).ToHashSet();
            var staying = backups.Where(b => !going.Contains(b.Id)).ToList();
            var own = backups.Where(b => PolicyRetention.IsOf(policy, "T1", b)).ToList();

            Assert.All(going, id => Assert.Contains(own, b => b.Id == id));
            Assert.All(staying.Where(b => b.Parent is not null), b => Assert.DoesNotContain(b.Parent!, going));
            Assert.True(own.Count == 0 || own.Any(b => !going.Contains(b.Id)));
            if (backups.Where(b => b.ProvenAt is not null && own.Contains(b)).MaxBy(b => b.ProvenAt) is { } proven)
            {
                Assert.Contains(staying, b => b.ProvenAt == proven.ProvenAt);
            }
        });

    [Fact]
    public void Decide_InItsOrder_EachGoesBeforeThoseThatItBuildsOn()
        => Policies.Select(Histories).Sample((policy, backups) =>
        {
            var left = backups.ToDictionary(b => b.Id);
            foreach (var id in PolicyRetention.Decide(policy, "t1", backups, null, Now))
            {
                Assert.DoesNotContain(left.Values, b => b.Parent == id);
                left.Remove(id);
            }
        });

    [Fact]
    public void Decide_OneIsComing_IsWhatIsDecidedOnceItIsThere()
        => Policies.Select(Histories).Sample((policy, backups) =>
        {
            var coming = new Backup
            {
                Id = "new", Service = "s", Store = "file:///b", Cluster = "t1", TakenAt = Now,
                Tags = new Dictionary<string, string> { ["backup-policy"] = "p" },
            };

            Assert.Equal(
                PolicyRetention.Decide(policy, "t1", [.. backups, coming], null, Now),
                PolicyRetention.Decide(policy, "t1", backups, Now, Now));
        });
}
