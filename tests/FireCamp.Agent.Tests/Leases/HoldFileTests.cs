using FireCamp.Agent.Leases;
using FireCamp.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Agent.Tests.Leases;

/// <summary>What one agent process keeps of its hold for the next.</summary>
public sealed class HoldFileTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void Read_AfterAnExtension_GivesAHoldThatEndsWhenTheFirstDid()
    {
        using var folder = new TestFolder();
        var file = new HoldFile(Path.Combine(folder.Path, "sub", "hold"));
        Assert.Null(file.Read());
        time.Advance(TimeSpan.FromSeconds(1));
        var first = new LeaseHold("me", Duration, time, file);
        Assert.True(first.Extend(time.GetTimestamp()));
        time.Advance(TimeSpan.FromSeconds(3));

        var kept = file.Read()!.Value;
        var second = new LeaseHold(kept.Holder, Duration, time, file);
        Assert.True(second.Extend(kept.Begun));
        Assert.Equal(("me", first.Remaining), (second.Holder, second.Remaining));
        Assert.Equal(first.Remaining, time.GetElapsedTime(time.GetTimestamp(), kept.Until));
    }

    [Fact]
    public void Read_AfterTheHoldRanOut_GivesNone()
    {
        using var folder = new TestFolder();
        var file = new HoldFile(Path.Combine(folder.Path, "hold"));
        time.Advance(TimeSpan.FromSeconds(1));
        new LeaseHold("me", Duration, time, file).Extend(time.GetTimestamp());
        time.Advance(Duration);
        var late = new LeaseHold("me", Duration, time, file);
        Assert.False(late.Extend(file.Read()!.Value.Begun));
        Assert.False(late.Extend(time.GetTimestamp()));
    }

    [Fact]
    public void Read_AfterTheHoldWasEndedOrTheFileSpoilt_IsNothing()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "hold");
        var file = new HoldFile(path);
        time.Advance(TimeSpan.FromSeconds(1));
        var hold = new LeaseHold("me", Duration, time, file);
        hold.Extend(time.GetTimestamp());
        hold.End();
        Assert.Null(file.Read());
        foreach (var text in (string[])["", "me", "me 1", "me x 2", "me 1 2 3"])
        {
            File.WriteAllText(path, text);
            Assert.Null(file.Read());
        }
    }
}
