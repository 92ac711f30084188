using FireCamp.Agent.Probes;
using FireCamp.Engine.Model;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Agent.Tests.Probes;

public sealed class ProbeLoopTests
{
    private const int Times = 300;

    private static readonly ProbeAnswer Ready = new(true, MemberRole.Replica, true, "");
    private static readonly ProbeAnswer Waiting = ProbeAnswer.NotReady("waiting for its primary");

    [Theory]
    [InlineData(true, 1000)]
    [InlineData(false, 100)]
    public async Task RunAsync_AnswerThatStaysTheSame_IsAskedForOnAndOn(bool isReady, int milliseconds)
    {
        var time = new FakeTimeProvider();
        var probe = new Counting(isReady ? Ready : Waiting);
        var loop = new ProbeLoop(probe, time);
        using var stop = new CancellationTokenSource();
        var running = loop.RunAsync(_ => { }, stop.Token);
        while (probe.Times < Times && !running.IsCompleted)
        {
            var asked = probe.Times;
            time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            SpinWait.SpinUntil(() => probe.Times != asked || running.IsCompleted, 5);
        }

        Assert.False(running.IsCompleted);
        await loop.LookAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task RunAsync_ProbeWithAFault_LeavesNobodyWaiting()
    {
        var loop = new ProbeLoop(new Faulty(), new FakeTimeProvider());
        var look = loop.LookAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => loop.RunAsync(_ => { }, TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => look);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop.LookAsync(TestContext.Current.CancellationToken));
    }

    private sealed class Faulty : IProbe
    {
        public Task<ProbeAnswer> AskAsync(CancellationToken cancel) => throw new InvalidOperationException("a fault");
    }

    private sealed class Counting(ProbeAnswer answer) : IProbe
    {
        private int times;

        public int Times => Volatile.Read(ref times);

        public Task<ProbeAnswer> AskAsync(CancellationToken cancel)
        {
            Interlocked.Increment(ref times);
            return Task.FromResult(answer);
        }
    }
}
