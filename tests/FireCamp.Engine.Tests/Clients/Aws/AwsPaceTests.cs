using FireCamp.Engine.Clients.Aws;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Engine.Tests.Clients.Aws;

public sealed class AwsPaceTests
{
    private readonly FakeTimeProvider time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TurnAsync_NeverThrottled_IsAtOnce()
    {
        var pace = new AwsPace(time);
        for (var call = 0; call < 100; call++)
        {
            await pace.TurnAsync(Cancel);
            pace.Note(throttled: false);
        }

        Assert.Equal(TimeSpan.Zero, pace.Space);
    }

    [Fact]
    public async Task TurnAsync_Throttled_SpacesTheCallsThatWait()
    {
        var pace = new AwsPace(time);
        pace.Note(throttled: true);
        pace.Note(throttled: true);
        var turns = Enumerable.Range(0, 5).Select(_ => pace.TurnAsync(Cancel)).ToList();

        for (var passed = 0; passed < 5; passed++)
        {
            Assert.Equal(passed, turns.Count(t => t.IsCompleted));
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(turns[passed], Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, Cancel));
        }

        Assert.All(turns, t => Assert.True(t.IsCompletedSuccessfully));
    }

    [Fact]
    public void Note_ManyComplaintsThenManySuccesses_WidensToALimitAndGoesBackToNone()
    {
        var pace = new AwsPace(time);
        for (var complaint = 0; complaint < 20; complaint++)
        {
            pace.Note(throttled: true);
        }

        Assert.Equal(TimeSpan.FromSeconds(2), pace.Space);
        for (var success = 0; success < 50; success++)
        {
            pace.Note(throttled: false);
        }

        Assert.Equal(TimeSpan.Zero, pace.Space);
    }

    [Fact]
    public void Of_EachFamily_HasItsOwnPace()
    {
        var paces = new AwsPaces(time);

        Assert.Same(paces.Of(new("ec2", "DescribeVolumes")), paces.Of(new("ec2", "DescribeInstances")));
        Assert.NotSame(paces.Of(new("ec2", "DescribeVolumes")), paces.Of(new("ec2", "AttachVolume")));
        Assert.Same(paces.Of(new("route53", "ListResourceRecordSets")), paces.Of(new("route53", "ChangeResourceRecordSets")));
    }
}
