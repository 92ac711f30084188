using FireCamp.Agent.Supervision;

namespace FireCamp.Agent.Tests.Supervision;

public sealed class BackoffTests
{
    [Fact]
    public void Next_DoublesFromHalfASecondUpToHalfAMinute()
    {
        var backoff = new Backoff();
        Assert.Equal([0, 0.5, 1, 2, 4, 8, 16, 30, 30], Enumerable.Range(0, 9).Select(_ => backoff.Next().TotalSeconds));
        backoff.Reset();
        Assert.Equal(TimeSpan.Zero, backoff.Next());
    }
}
