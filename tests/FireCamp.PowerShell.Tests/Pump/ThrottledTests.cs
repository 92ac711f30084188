using FireCamp.PowerShell.Pump;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.PowerShell.Tests.Pump;

public sealed class ThrottledTests
{
    [Fact]
    public void Report_ManyTimesInATenthOfASecond_PassesTheNewestOnOnce()
    {
        var time = new FakeTimeProvider();
        var passed = new List<int>();
        var throttled = Create(passed, time);

        throttled.Report(1);
        time.Advance(TimeSpan.Zero);
        Enumerable.Range(2, 50).ToList().ForEach(throttled.Report);
        time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Equal([1], passed);
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal([1, 51], passed);
    }

    [Fact]
    public void Report_AfterDispose_IsNotPassedOn()
    {
        var time = new FakeTimeProvider();
        var passed = new List<int>();
        var throttled = Create(passed, time);

        throttled.Dispose();
        throttled.Report(1);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(passed);
    }

    private static Throttled<int> Create(List<int> passed, FakeTimeProvider time)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return new Throttled<int>(passed.Add, time);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }
}
