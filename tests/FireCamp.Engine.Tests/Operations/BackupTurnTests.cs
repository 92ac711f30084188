using CsCheck;
using FireCamp.Engine.Backups.Policies;
using FireCamp.Engine.Operations;

namespace FireCamp.Engine.Tests.Operations;

/// <summary>What is due for a service, over any schedule and any invocations, some of which die half-way.</summary>
public sealed class BackupTurnTests
{
    private static readonly string[] Schedules = ["*/5 * * * *", "0 3 * * *", "15 4 * * MON", "@monthly", "90m", "1d"];

    private static readonly TurnStage[] Stages = [TurnStage.Take, TurnStage.Prove, TurnStage.Prune, TurnStage.Done];

    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(int Minutes, TurnStage Ends)> Invocations =
        from minutes in Gen.Frequency((3, Gen.Int[0, 200]), (1, Gen.Int[0, 20_000]))
        from ends in Gen.Int[0, 5]
        select (minutes, Stages[Math.Min(ends, 3)]);

    [Fact]
    public void Next_AnyInvocations_EachDueMomentIsTakenOnceAndNoneTwice()
        => Gen.Int[0, Schedules.Length - 1].Select(i => Schedules[i]).Select(Invocations.List[1, 60]).Sample((schedule, invocations) =>
        {
            var policy = Policy(schedule);
            var (now, last, begun) = (Start, (BackupTurn?)null, new List<DateTimeOffset>());
            foreach (var (minutes, ends) in invocations)
            {
                now = now.AddMinutes(minutes);
                var expected = policy.ScheduleFrom(now).Due(last?.Due ?? Start, now);

                var next = BackupTurn.Next(policy, "s", last, force: false, now);

                if (expected is { } due)
                {
                    Assert.Equal((due, TurnStage.Take), (next!.Due, next.Stage));
                    begun.Add(due);
                }
                else if (last is { Stage: not TurnStage.Done })
                {
                    Assert.Same(last, next);
                }
                else
                {
                    Assert.Null(next);
                    continue;
                }

                // Gone on with from where it stood, as far as this session lives.
                last = next! with { Stage = (TurnStage)Math.Max((int)next.Stage, (int)ends) };
                Assert.True(BackupTurn.NextDue(policy, last, now) > now);
            }

            Assert.Equal(begun.Distinct().Order(), begun);
        });

    [Fact]
    public void Next_DownForLong_IsDueOnce()
    {
        var policy = Policy("0 3 * * *");
        var turn = BackupTurn.Next(policy, "s", null, force: false, Start.AddDays(100))!;

        Assert.Equal(Start.Date.AddDays(100).AddHours(3), turn.Due.UtcDateTime);
        Assert.Null(BackupTurn.Next(policy, "s", turn with { Stage = TurnStage.Done }, force: false, Start.AddDays(100)));
        Assert.Null(BackupTurn.Next(policy, "s", null, force: false, Start.AddMinutes(1)));
    }

    [Fact]
    public void Next_ByForce_IsDueNow()
    {
        var policy = Policy("6h");
        var turn = BackupTurn.Next(policy, "s", null, force: true, Start.AddHours(1))!;

        Assert.Equal(Start.AddHours(1), turn.Due);
        Assert.Equal(Start.AddHours(7), BackupTurn.NextDue(policy, turn, Start.AddHours(1)));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "0 1 2 3 4 5 6 7 8 9")]
    [InlineData(3, "0 3 6 9")]
    [InlineData(20, "0")]
    public void IsToBeProved_Counted_IsTheFirstAndEachSoManieth(int every, string proved)
    {
        var policy = Policy("1h") with { ProveEvery = every };
        var (since, which) = ((int?)null, new List<int>());
        for (var i = 0; i < 10; i++)
        {
            var turn = Turn with { SinceProven = since + 1 };
            if (turn.IsToBeProved(policy))
            {
                which.Add(i);
            }

            since = turn.IsToBeProved(policy) ? 0 : turn.SinceProven;
        }

        Assert.Equal(proved, string.Join(' ', which));
    }

    private static BackupTurn Turn { get; } = new() { Policy = "p", Service = "s", Due = Start, Stage = TurnStage.Prove };

    private static BackupPolicySpec Policy(string schedule)
        => new() { Name = "p", Schedule = schedule, ScheduledAt = Start, Services = ["*"], Keep = new RetentionRule { Last = 3 } };
}
