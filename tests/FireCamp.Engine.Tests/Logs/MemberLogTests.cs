using FireCamp.Engine.Logs;
using FireCamp.Engine.Model;
using FireCamp.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Engine.Tests.Logs;

/// <summary>What writers wrote, as the reader reads it.</summary>
public sealed class MemberLogTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ReadAsync_NothingWritten_IsEmpty() => Assert.Empty(await ReadAsync(new LogQuery(["mypg-0"])));

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("\tstarts with a tab and has\tmore")]
    [InlineData("Grüße 🔥 \0 NUL")]
    public async Task Write_AnyLine_IsReadBackAsItWas(string text)
    {
        await using (var writer = Writer("mypg-0", "node-1"))
        {
            writer.Write("err", text);
        }

        Assert.Equal([new LogLine(clock.GetUtcNow(), "mypg-0", "node-1", "err", text)], await ReadAsync(new LogQuery(["mypg-0"])));
    }

    [Fact]
    public async Task Write_SeveralLinesAtOnce_AreSeveralLines()
        => Assert.Equal(["a", "b", "", "c"], await WrittenAsync("a\nb\r\n\nc"));

    [Fact]
    public async Task Write_LineTooLong_GoesOnInTheNextAndLosesNothing()
    {
        var text = string.Concat(Enumerable.Repeat("🔥x", 50_000));
        var lines = await WrittenAsync(text);

        Assert.Equal(3, lines.Count);
        Assert.All(lines, l => Assert.InRange(l.Length, 1, MemberLogWriter.LongestLine));
        Assert.Equal(text, string.Concat(lines));
    }

    [Fact]
    public async Task Write_ManyFilesFull_KeepsTheLastOnesOnly()
    {
        await WriteNumberedAsync("mypg-0", "node-1", 0, 2000, new LogLimits(FileBytes: 4000, Files: 3));

        Assert.InRange(Directory.GetFiles(folder.File("mypg-0")).Length, 1, 3);
        var kept = await TextsAsync(new LogQuery(["mypg-0"]));
        Assert.Equal("1999", kept[^1]);
        Assert.Equal(kept.Select(int.Parse), Enumerable.Range(int.Parse(kept[0]), kept.Count));
        Assert.True(new DirectoryInfo(folder.File("mypg-0")).EnumerateFiles().Sum(f => f.Length) < 300_000);
    }

    [Fact]
    public async Task Write_AfterAProcessThatDiedWithinALine_BeginsANewLine()
    {
        await WriteNumberedAsync("mypg-0", "node-1", 0, 1);
        await File.AppendAllTextAsync(Directory.GetFiles(folder.File("mypg-0")).Single(), "half a li", Cancel);
        await WriteNumberedAsync("mypg-0", "node-1", 1, 1);

        Assert.Equal(["0", "half a li", "1"], await TextsAsync(new LogQuery(["mypg-0"])));
    }

    [Fact]
    public async Task ReadAsync_SeveralNodesAndMembers_MergesByTime()
    {
        await using (var a = Writer("mypg-0", "node-1"))
        await using (var b = Writer("mypg-0", "node-2"))
        await using (var c = Writer("mypg-1", "node-1"))
        {
            for (var i = 0; i < 9; i++)
            {
                clock.Advance(TimeSpan.FromMilliseconds(1));
                new[] { a, b, c }[i % 3].Write("out", $"{i}");
            }
        }

        Assert.Equal(Enumerable.Range(0, 9).Select(i => $"{i}"), await TextsAsync(new LogQuery(["mypg-1", "mypg-0"])));
        Assert.Equal(["0", "1", "3", "4", "6", "7"], await TextsAsync(new LogQuery(["MYPG-0"])));
        Assert.Equal(["5", "6", "7", "8"], await TextsAsync(new LogQuery(["mypg-1", "mypg-0"], Tail: 2)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(200)]
    [InlineData(499)]
    [InlineData(500)]
    [InlineData(5000)]
    public async Task ReadAsync_Tail_IsExactlyTheLastLinesOverAllFiles(int tail)
    {
        await WriteNumberedAsync("mypg-0", "node-1", 0, 500, new LogLimits(FileBytes: 1000, Files: 1000));
        var all = await TextsAsync(new LogQuery(["mypg-0"]));

        Assert.Equal(500, all.Count);
        Assert.Equal(all.TakeLast(tail), await TextsAsync(new LogQuery(["mypg-0"], Tail: tail)));
    }

    [Fact]
    public async Task ReadAsync_TailOfALargeFile_ReadsFromTheEnd()
    {
        await WriteNumberedAsync("mypg-0", "node-1", 0, 1);
        var path = Directory.GetFiles(folder.File("mypg-0")).Single();
        // Too large to be read: a hole of 1 TB before the last lines.
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(1L << 40);
        }

        await File.AppendAllTextAsync(path, "\n", Cancel);
        await WriteNumberedAsync("mypg-0", "node-1", 1, 300, new LogLimits(FileBytes: long.MaxValue));

        Assert.Equal(["298", "299", "300"], await TextsAsync(new LogQuery(["mypg-0"], Tail: 3)));
    }

    [Fact]
    public async Task ReadAsync_Since_LeavesOutWhatIsOlder()
    {
        for (var i = 0; i < 20; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await WriteNumberedAsync("mypg-0", "node-1", i, 1, new LogLimits(FileBytes: 100, Files: 100));
        }

        var since = clock.GetUtcNow() - TimeSpan.FromSeconds(4);
        Assert.Equal(["15", "16", "17", "18", "19"], await TextsAsync(new LogQuery(["mypg-0"], Since: since)));
        Assert.Equal(["18", "19"], await TextsAsync(new LogQuery(["mypg-0"], Tail: 2, Since: since)));
        Assert.Empty(await TextsAsync(new LogQuery(["mypg-0"], Since: clock.GetUtcNow() + TimeSpan.FromSeconds(1))));
    }

    [Fact]
    public async Task ReadAsync_Follow_MissesNoLineOverNewFilesAndNodes()
    {
        const int Lines = 3000;
        await WriteNumberedAsync("mypg-0", "node-1", -2, 2);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        stop.CancelAfter(TimeSpan.FromSeconds(30));
        var reader = new FileLogReader(folder.Path, TimeProvider.System);
        var writing = Task.CompletedTask;
        var seen = new List<int>();
        await foreach (var line in reader.ReadAsync(new LogQuery(["mypg-0"], Tail: 1, Follow: true), stop.Token))
        {
            // Begun once the tail has been read, which otherwise might be of any of these.
            writing = seen.Count == 0 ? Task.Run(WriteAsync, stop.Token) : writing;
            seen.Add(int.Parse(line.Text));
            if (seen.Contains(Lines - 1) && seen.Count > Lines)
            {
                break;
            }
        }

        await writing;
        Assert.Equal(Enumerable.Range(-1, Lines + 1), seen.Order());

        async Task WriteAsync()
        {
            for (var i = 0; i < Lines; i += 100)
            {
                await WriteNumberedAsync("mypg-0", $"node-{(i / 1000) + 1}", i, 100, new LogLimits(FileBytes: 700, Files: 1000));
            }
        }
    }

    [Fact]
    public async Task ReadAsync_FollowCancelled_Ends()
    {
        using var stop = new CancellationTokenSource();
        var reader = new FileLogReader(folder.Path, TimeProvider.System).ReadAsync(new LogQuery(["mypg-0"], Follow: true), stop.Token);
        await using var lines = reader.GetAsyncEnumerator(stop.Token);
        var reading = lines.MoveNextAsync().AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
    }

    [Fact]
    public async Task Write_LogCannotBeWrittenForAWhile_CountsWhatIsLostAndSaysSo()
    {
        await File.WriteAllTextAsync(folder.File("mypg-0"), "a file where the folder should be", Cancel);
        await using (var writer = new MemberLogWriter(folder.Path, "mypg-0", "node-1", TimeProvider.System))
        {
            writer.Write("out", "lost");
            writer.Write("out", "lost");
            // Once the lines have been tried they are gone; until then they may still be written.
            File.Delete(folder.File("mypg-0"));
            await Eventually.TrueAsync(
                () =>
                {
                    writer.Write("out", "kept");
                    return Directory.Exists(folder.File("mypg-0"));
                },
                "the log is written again");
        }

        var lines = await ReadAsync(new LogQuery(["mypg-0"]));
        Assert.Equal("kept", lines[^1].Text);
    }

    [Fact]
    public async Task Write_DiskFull_DropsAndSaysHowManyOnceThereIsRoom()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "mounting a small disk needs root");
        var disk = Directory.CreateDirectory(folder.File("disk")).FullName;
        using var mount = ChildProcess.Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk);
        await mount.Process.WaitForExitAsync(Cancel);
        Assert.SkipUnless(mount.Process.ExitCode == 0, "tmpfs can't be mounted here");
        try
        {
            await using var writer = new MemberLogWriter(disk, "mypg-0", "node-1", TimeProvider.System);
            await File.WriteAllBytesAsync(Path.Combine(disk, "filler"), new byte[200_000], Cancel);
            for (var i = 0; i < 100; i++)
            {
                writer.Write("out", $"{i} {new string('x', 5000)}");
            }

            var reader = new FileLogReader(disk, TimeProvider.System);
            await Eventually.TrueAsync(() => new DriveInfo(disk).AvailableFreeSpace < 20_000, "the disk is full");
            File.Delete(Path.Combine(disk, "filler"));
            await Eventually.TrueAsync(
                () =>
                {
                    writer.Write("out", "again");
                    return reader.ReadAsync(new LogQuery(["mypg-0"]), Cancel).ToBlockingEnumerable(Cancel).Any(l => l.Text == "again");
                },
                "the log is written again");

            var lines = reader.ReadAsync(new LogQuery(["mypg-0"]), Cancel).ToBlockingEnumerable(Cancel).ToList();
            Assert.Contains(lines, l => l.Stream == "agent" && l.Text.Contains("lines of this log were lost: No space left"));
            Assert.All(lines, l => Assert.True(l.Stream == "agent" || l.Text == "again" || l.Text.Length > 5000, l.Text));
        }
        finally
        {
            using var unmount = ChildProcess.Run("umount", disk);
            await unmount.EndedWellAsync();
        }
    }

    private MemberLogWriter Writer(string member, string node, LogLimits? limits = null)
        => new(folder.Path, member, node, clock, limits);

    private async Task WriteNumberedAsync(string member, string node, int first, int count, LogLimits? limits = null)
    {
        await using var writer = Writer(member, node, limits);
        for (var i = first; i < first + count; i++)
        {
            writer.Write("out", $"{i}");
        }
    }

    private async Task<IReadOnlyList<string>> WrittenAsync(string text)
    {
        await using (var writer = Writer("mypg-0", "node-1"))
        {
            writer.Write("out", text);
        }

        return await TextsAsync(new LogQuery(["mypg-0"]));
    }

    private async Task<IReadOnlyList<string>> TextsAsync(LogQuery query) => [.. (await ReadAsync(query)).Select(l => l.Text)];

    private async Task<List<LogLine>> ReadAsync(LogQuery query)
    {
        var lines = new List<LogLine>();
        await foreach (var line in new FileLogReader(folder.Path, clock).ReadAsync(query, Cancel))
        {
            lines.Add(line);
        }

        return lines;
    }
}
