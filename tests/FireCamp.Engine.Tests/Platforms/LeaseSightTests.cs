using FireCamp.Engine.Metadata;
using FireCamp.Engine.Platforms;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Engine.Tests.Platforms;

public sealed class LeaseSightTests : IAsyncDisposable
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2.5);

    private readonly FakeTimeProvider time = new();
    private readonly InMemoryMetadataStore store;

    public LeaseSightTests() => store = new InMemoryMetadataStore(time);

    [Fact]
    public async Task Look_AgentAnswers_IsAliveAtOnce()
    {
        await WriteAsync(1);

        Assert.True((await LookAsync(new LeaseSight(store, time, (_, _) => Task.FromResult(true)))).Alive);
    }

    [Fact]
    public async Task Look_SeenToChange_IsAlive()
    {
        await WriteAsync(1);
        var looking = LookAsync(new LeaseSight(store, time));
        await WriteAsync(2);

        Assert.True((await looking).Alive);
    }

    [Fact]
    public async Task Look_UnchangedForItsDuration_IsNotAlive()
    {
        await WriteAsync(1);
        var sight = new LeaseSight(store, time);
        var looking = LookAsync(sight);
        await AdvanceUntilAsync(looking);

        Assert.False((await looking).Alive);
    }

    [Fact]
    public async Task Look_ChangedSinceALookLongAgo_IsWatchedAnew()
    {
        var answers = true;
        var sight = new LeaseSight(store, time, (_, _) => Task.FromResult(answers));
        await WriteAsync(1);
        Assert.True((await LookAsync(sight)).Alive);

        await WriteAsync(2);
        time.Advance(TimeSpan.FromMinutes(10));
        answers = false;
        var looking = LookAsync(sight);
        Assert.False(looking.IsCompleted);
        await AdvanceUntilAsync(looking);

        Assert.False((await looking).Alive);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static async Task<LeaseSeen> LookAsync(LeaseSight sight)
        => Assert.Single(await sight.LookAsync(TestContext.Current.CancellationToken));

    private async Task AdvanceUntilAsync(Task looking)
    {
        time.Advance(Duration);
        await looking.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    private async Task WriteAsync(long count)
    {
        var lease = new NodeLease("n2", "holder", count, Duration, "https://10.0.0.2:7400", Released: false);
        await store.UpdateAsync(Keys.Lease("n2"), _ => lease, MetadataJson.Default.NodeLease, TestContext.Current.CancellationToken);
    }
}
