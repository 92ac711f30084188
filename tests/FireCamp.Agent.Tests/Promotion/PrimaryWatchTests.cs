using FireCamp.Agent.Promotion;
using FireCamp.Engine.Model;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Agent.Tests.Promotion;

/// <summary>For how long a primary counts as unable to run.</summary>
public sealed class PrimaryWatchTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void Note_LostOrEndingAgainAndAgain_CountsAllTheTime()
    {
        var watch = new PrimaryWatch(time);
        Assert.Equal(TimeSpan.Zero, watch.Note("it", Seen(MemberPhase.Lost)));
        Pass(3);
        Assert.Null(watch.Note("IT", Seen(MemberPhase.Preparing)));
        Pass(1);
        Assert.Null(watch.Note("it", Seen(MemberPhase.Starting)));
        Pass(1);
        Assert.Equal(TimeSpan.FromSeconds(5), watch.Note("it", Seen(MemberPhase.Failed)));
        Assert.Equal(TimeSpan.Zero, watch.Note("other", Seen(MemberPhase.Pending)));
    }

    [Theory]
    [InlineData(MemberPhase.Ready)]
    [InlineData(MemberPhase.Unready)]
    [InlineData(MemberPhase.Stopped)]
    public void Note_RunsOrIsStopped_CountsNothing(MemberPhase phase)
    {
        var watch = new PrimaryWatch(time);
        watch.Note("it", Seen(MemberPhase.Failed));
        Pass(9);
        Assert.Null(watch.Note("it", Seen(phase)));
        Pass(9);
        Assert.Equal(TimeSpan.Zero, watch.Note("it", Seen(MemberPhase.Failed)));
    }

    [Fact]
    public void Note_RecoversForLong_IsNotGone()
    {
        var watch = new PrimaryWatch(time);
        for (var i = 0; i < 100; i++)
        {
            Pass(60);
            Assert.Null(watch.Note("it", Seen(MemberPhase.Starting)));
        }
    }

    private void Pass(int seconds) => time.Advance(TimeSpan.FromSeconds(seconds));

    private static Member Seen(MemberPhase phase)
        => new() { Cluster = "t1", Service = "it", Name = "it-0", Phase = phase, Zone = "az1", Host = "it-0.t1" };
}
