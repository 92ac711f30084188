using System.Text;
using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Segments;

namespace FireCamp.Engine.Tests.Backups;

/// <summary>What moments an archive reaches, and what it takes to get to one.</summary>
public sealed class ArchivedLogTests : IDisposable
{
    private const string Archive = "mypg-77";

    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly LogStart Start = new(Archive, "00000001", $"{new WalName(1, 2)}", Noon.AddMinutes(1));

    private readonly BackupLab lab = new(isEncrypted: true);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => lab.Dispose();

    [Fact]
    public async Task RangeAsync_ReachesUpToTheLastButOneSegment()
    {
        Assert.Equal(new RecoveryRange(Start.From, null, null), await RangeAsync());
        await ArchiveAsync(1, 2);
        Assert.Null((await RangeAsync()).To);
        await ArchiveAsync(1, 3);
        Assert.Equal(Noon.AddMinutes(2), (await RangeAsync()).To);
        await ArchiveAsync(1, 5);
        Assert.Equal(
            new RecoveryRange(Start.From, Noon.AddMinutes(2), new SegmentName(Archive, "00000001", $"{new WalName(1, 4)}")), await RangeAsync());
    }

    /// <summary>The segment after the first one that was written to later than the moment is taken too.</summary>
    [Theory]
    [InlineData(1.0, 3)]
    [InlineData(1.999, 3)]
    [InlineData(2.0, 4)]
    [InlineData(2.5, 4)]
    [InlineData(38.999, 40)]
    [InlineData(0.999, 0)]
    [InlineData(39.0, 0)]
    public async Task FindNeedAsync_AnyMoment_TakesWhatIsNeededAndNoMore(double minutes, int last)
    {
        await ArchiveAsync(1, [.. Enumerable.Range(1, 40)]);
        var log = await ArchivedLog.ReadAsync(lab.Archive, Archive, Cancel);
        var need = await log.FindNeedAsync(Start, Noon.AddMinutes(minutes), Cancel);
        Assert.Equal(last == 0 ? null : $"{new WalName(1, last)}", need?.Stretches[^1].Last);
        Assert.Equal(last == 0 ? 0 : last - 1, need?.Count ?? 0);
        Assert.Equal(need?.Count ?? 0, need?.All().Count() ?? 0);
    }

    [Fact]
    public async Task FindNeedAsync_OverAChangeOfThePrimary_TakesTheHistoriesThatItNeeds()
    {
        await ArchiveAsync(1, 2, 3, 4);
        await ArchiveAsync(2, 4, 5, 6, 7);
        await ArchiveAsync(3, 7, 8);
        await HistoryAsync(2, "1\t0/4000148\tswitched\n");
        await HistoryAsync(3, "1\t0/4000148\tswitched\n2\t0/7000148\tswitched\n");
        var log = await ArchivedLog.ReadAsync(lab.Archive, Archive, Cancel);

        var early = (await log.FindNeedAsync(Start, Noon.AddMinutes(1), Cancel))!;
        Assert.Equal((1, ""), (early.Stretches.Count, Names(early.Others)));
        var later = (await log.FindNeedAsync(Start, Noon.AddMinutes(4.5), Cancel))!;
        Assert.Equal(("00000002.history", 5), (Names(later.Others), later.Count));
        Assert.Equal(["000000020000000000000004", "000000020000000000000006"], [later.Stretches[1].First, later.Stretches[1].Last]);
        Assert.Equal("00000002.history 00000003.history", Names((await log.FindNeedAsync(Start, Noon.AddMinutes(6.5), Cancel))!.Others));
        Assert.Equal(Noon.AddMinutes(7), (await log.RangeAsync(Start, Cancel)).To);
    }

    [Fact]
    public async Task ReadAsync_WrongKey_IsRefused()
    {
        await HistoryAsync(2, "1\t0/4000148\tswitched\n");
        await Assert.ThrowsAsync<BackupKeyException>(() => ArchivedLog.ReadAsync(new SegmentArchive(lab.Store, lab.WrongKeys), Archive, Cancel));
    }

    [Fact]
    public void Choose_TakesTheNewestBackupBeforeTheMoment()
    {
        var ranges = new Dictionary<string, RecoveryRange>
        {
            ["b"] = new(Noon.AddHours(2), Noon.AddHours(9), null),
            ["a"] = new(Noon, Noon.AddHours(9), null),
            ["c"] = new(Noon.AddHours(4), null, null),
        };
        Assert.Equal("b", LogFinder.Choose("mypg", ranges, Noon.AddHours(3)));
        Assert.Equal("c", LogFinder.Choose("mypg", ranges, Noon.AddHours(4)));
        var refused = Assert.Throws<BackupTimeException>(() => LogFinder.Choose("mypg", ranges, Noon.AddSeconds(-1)));
        Assert.Contains("from 2026-11-22 12:00:00Z to 2026-11-22 21:00:00Z", refused.Message, StringComparison.Ordinal);
        refused = Assert.Throws<BackupTimeException>(() => LogFinder.Choose("mypg", new Dictionary<string, RecoveryRange>(), Noon));
        Assert.Equal("LogNotArchived", refused.ErrorId);
    }

    private async Task<RecoveryRange> RangeAsync()
        => await (await ArchivedLog.ReadAsync(lab.Archive, Archive, Cancel)).RangeAsync(Start, Cancel);

    // Segment n was last written to n minutes after noon.
    private async Task ArchiveAsync(uint timeline, params int[] numbers)
    {
        foreach (var number in numbers)
        {
            var name = new WalName(timeline, number);
            await lab.Archive.StoreAsync(
                new SegmentName(Archive, name.TimelineName, $"{name}"), new MemoryStream([1, 2, 3]), Noon.AddMinutes(number), Cancel);
        }
    }

    private Task HistoryAsync(uint timeline, string text)
        => lab.ArchiveAsync(new SegmentName(Archive, WalName.NameOf(timeline), WalHistory.NameOf(timeline)), Encoding.UTF8.GetBytes(text));

    private static string Names(IEnumerable<SegmentName> segments) => string.Join(' ', segments.Select(s => s.Name));
}
