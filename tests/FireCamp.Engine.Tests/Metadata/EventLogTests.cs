using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Metadata;

public sealed class EventLogTests
{
    private static readonly DateTimeOffset Day = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly EventLog log = new(new InMemoryMetadataStore(TimeProvider.System));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListAsync_BySubjectAndTime_OldestFirst()
    {
        for (var i = 0; i < 4; i++)
        {
            await log.AppendAsync(Event(i, i % 2 == 0 ? "service/a" : "service/b"), Cancel);
        }

        Assert.Equal(["0", "1", "2", "3"], (await log.ListAsync(null, null, Cancel)).Select(e => e.Message));
        Assert.Equal(["0", "2"], (await log.ListAsync(null, "Service/A", Cancel)).Select(e => e.Message));
        Assert.Equal(["3"], (await log.ListAsync(Day.AddMinutes(3), null, Cancel)).Select(e => e.Message));
    }

    [Fact]
    public async Task ListAsync_BySubject_HasWhatIsBelowItAndNotWhatBeginsAlike()
    {
        await log.AppendAsync(Event(0, "service/a"), Cancel);
        await log.AppendAsync(Event(1, "service/a/a-0"), Cancel);
        await log.AppendAsync(Event(2, "service/ab"), Cancel);

        Assert.Equal(["0", "1"], (await log.ListAsync(null, "service/a", Cancel)).Select(e => e.Message));
    }

    [Fact]
    public async Task TrimAsync_MoreThanKept_TheNewestAreLeft()
    {
        for (var i = 0; i < 5; i++)
        {
            await log.AppendAsync(Event(i, "service/a"), Cancel);
        }

        await log.TrimAsync(2, Cancel);
        Assert.Equal(["3", "4"], (await log.ListAsync(null, null, Cancel)).Select(e => e.Message));
    }

    private static EventRecord Event(int minute, string subject) => new(Day.AddMinutes(minute), "ann@bastion", subject, "Done", $"{minute}");
}
