using FireCamp.Agent.Leases;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Agent.Tests.Leases;

public sealed class LeaseHoldTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2.5);
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void IsHeld_BeforeTheFirstRenewal_IsFalseAndNotEnded()
    {
        var hold = new LeaseHold("a", Duration, time);
        Assert.False(hold.IsHeld);
        Assert.False(hold.HasEnded);
    }

    [Fact]
    public void IsHeld_UntilAMarginBeforeTheDuration_IsTrue()
    {
        var hold = Begun();
        time.Advance(TimeSpan.FromSeconds(1.99));
        Assert.True(hold.IsHeld);
        time.Advance(TimeSpan.FromSeconds(0.01));
        Assert.False(hold.IsHeld);
        Assert.True(hold.HasEnded);
    }

    [Fact]
    public void Extend_CountsFromWhenTheRenewalBegan()
    {
        var hold = Begun();
        var start = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(hold.Extend(start));
        Assert.Equal(TimeSpan.FromSeconds(1), hold.Remaining);
        Assert.Equal(TimeSpan.FromSeconds(1), hold.Age);
    }

    [Fact]
    public void Extend_AfterTheHoldHasEnded_BringsNothingBack()
    {
        var hold = Begun();
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(hold.Extend(time.GetTimestamp()));
        Assert.False(hold.IsHeld);
        Assert.True(hold.HasEnded);
    }

    [Fact]
    public void Extend_ByAnEarlierStart_ShortensNothing()
    {
        var early = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(1));
        var hold = Begun();
        Assert.True(hold.Extend(early));
        Assert.Equal(TimeSpan.FromSeconds(2), hold.Remaining);
    }

    [Fact]
    public void End_IsForGood()
    {
        var hold = Begun();
        hold.End();
        Assert.True(hold.HasEnded);
        Assert.False(hold.Extend(time.GetTimestamp()));
    }

    [Theory]
    [InlineData(1, 400)]
    [InlineData(2.5, 500)]
    [InlineData(10, 2000)]
    public void Margin_Is20PercentAndAtLeast400Milliseconds(double seconds, double margin)
        => Assert.Equal(margin, new LeaseHold("a", TimeSpan.FromSeconds(seconds), time).Margin.TotalMilliseconds);

    private LeaseHold Begun()
    {
        var hold = new LeaseHold("a", Duration, time);
        Assert.True(hold.Extend(time.GetTimestamp()));
        return hold;
    }
}
