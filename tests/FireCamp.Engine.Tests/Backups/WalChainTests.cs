using FireCamp.Engine.Backups.Segments;

namespace FireCamp.Engine.Tests.Backups;

/// <summary>Which segments of a write-ahead log follow each other, over changes of the primary too.</summary>
public sealed class WalChainTests
{
    [Theory]
    [InlineData("000000010000000000000001", 1u, 1L)]
    [InlineData("0000000A00000002000000FF", 10u, (2L * 256) + 255)]
    [InlineData("FFFFFFFFFFFFFFFF00000010", uint.MaxValue, (4294967295L * 256) + 16)]
    public void TryParse_SegmentsName_SaysTimelineAndNumberAndIsWrittenTheSame(string name, uint timeline, long number)
    {
        Assert.Equal(new WalName(timeline, number), WalName.TryParse(name));
        Assert.Equal(name, $"{WalName.Parse(name)}");
    }

    [Theory]
    [InlineData("00000002.history")]
    [InlineData("000000010000000000000003.partial")]
    [InlineData("000000010000000000000003.00000028.backup")]
    [InlineData("00000001000000000000000g")]
    [InlineData("000000010000000000000100")]
    [InlineData("")]
    public void TryParse_AnotherName_IsNone(string name) => Assert.Null(WalName.TryParse(name));

    [Fact]
    public void From_OneTimeline_GoesToTheLast()
    {
        var chain = Chain((1, 5), [], (1, 4), (1, 5), (1, 6), (1, 7));
        Assert.Equal(("5@1 6@1 7@1", null), (Text(chain), chain.Missing));
    }

    [Fact]
    public void From_FirstOrOneInBetweenMissing_NamesIt()
    {
        Assert.Equal(new WalName(1, 5), Chain((1, 5), [], (1, 6)).Missing);
        var chain = Chain((1, 5), [], (1, 5), (1, 7));
        Assert.Equal(("5@1", new WalName(1, 6)), (Text(chain), chain.Missing));
    }

    [Fact]
    public void From_NothingArchivedYet_LacksNothing() => Assert.Equal(("", null), (Text(Chain((1, 5), [])), Chain((1, 5), []).Missing));

    /// <summary>The former primary left the log in segment 6 and wrote on to 8, which nobody followed.</summary>
    [Fact]
    public void From_PrimaryChanged_FollowsTheNewOneFromTheSegmentOfTheChange()
    {
        var second = WalHistory.Parse(2, "1\t0/6000148\tno recovery target specified\n");
        var chain = Chain((1, 5), [second], (1, 5), (1, 6), (1, 7), (1, 8), (2, 6), (2, 7));
        Assert.Equal(("5@1 6@2 7@2", null), (Text(chain), chain.Missing));
        Assert.Equal(
            [new LogStretch("000000010000000000000005", "000000010000000000000005"), new("000000020000000000000006", "000000020000000000000007")],
            WalChain.Stretches(chain.Segments));
    }

    [Fact]
    public void From_BackupOfABranchThatWasLeft_GoesOnOnItsOwn()
    {
        var second = WalHistory.Parse(2, "1\t0/6000148\tlost");
        Assert.Equal("8@1 9@1", Text(Chain((1, 8), [second], (1, 8), (1, 9), (2, 6), (2, 7), (2, 8))));
    }

    [Fact]
    public void From_PrimaryChangedTwiceInOneSegment_FollowsTheLast()
    {
        var second = WalHistory.Parse(2, "1\t0/6000148\tfirst\n");
        var third = WalHistory.Parse(3, "1\t0/6000148\tfirst\n\n2\t0/6000200\tsecond\n");
        Assert.Equal("5@1 6@3 7@3", Text(Chain((1, 5), [second, third], (1, 5), (1, 6), (2, 6), (3, 6), (3, 7))));
        Assert.Equal("6@3", Text(Chain((2, 6), [second, third], (2, 6), (3, 6))));
    }

    [Fact]
    public void Names_OfAStretch_CrossTheEndOfAFile()
        => Assert.Equal(
            ["0000000100000000000000FF", "000000010000000100000000"],
            new LogStretch("0000000100000000000000FF", "000000010000000100000000").Names().Select(n => $"{n}"));

    private static WalChain Chain((uint Timeline, long Number) start, WalHistory[] histories, params (uint Timeline, long Number)[] present)
    {
        var first = new WalName(start.Timeline, start.Number);
        return WalChain.From(first, WalChain.Newest(first, histories), present.Select(p => new WalName(p.Timeline, p.Number)).ToHashSet());
    }

    private static string Text(WalChain chain) => string.Join(' ', chain.Segments.Select(s => $"{s.Number}@{s.Timeline}"));
}
