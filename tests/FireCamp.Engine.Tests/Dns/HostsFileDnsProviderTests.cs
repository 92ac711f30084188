using CsCheck;
using FireCamp.Engine.Dns;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Dns;

public sealed class HostsFileDnsProviderTests : IDisposable
{
    private readonly TestFolder folder = new();

    private string Hosts => folder.File("hosts");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("127.0.0.1 localhost\n")]
    [InlineData("127.0.0.1 localhost")]
    [InlineData("# note\r\n127.0.0.1\tlocalhost\r\n\r\n")]
    [InlineData("")]
    public async Task EnsureThenDelete_AnyFile_LeavesTheOtherLinesByteForByte(string before)
    {
        await File.WriteAllTextAsync(Hosts, before, Cancel);
        var dns = new HostsFileDnsProvider(Hosts, "t1");
        await dns.EnsureAsync(Record("mypg-0.t1-firecamp.com", "127.9.1.1"), Cancel);
        Assert.Contains("127.9.1.1\tmypg-0.t1-firecamp.com\n", await File.ReadAllTextAsync(Hosts, Cancel), StringComparison.Ordinal);
        Assert.StartsWith(before, await File.ReadAllTextAsync(Hosts, Cancel), StringComparison.Ordinal);
        await dns.DeleteAsync(["mypg-0.t1-firecamp.com"], Cancel);
        Assert.Equal(before.TrimEnd('\n'), (await File.ReadAllTextAsync(Hosts, Cancel)).TrimEnd('\n'));
    }

    [Fact]
    public async Task Ensure_Twice_ChangesNothing()
    {
        await File.WriteAllTextAsync(Hosts, "127.0.0.1 localhost\n", Cancel);
        var dns = new HostsFileDnsProvider(Hosts, "t1");
        await dns.EnsureAsync(Record("a.t1", "127.9.1.1"), Cancel);
        var once = await File.ReadAllTextAsync(Hosts, Cancel);
        await dns.EnsureAsync(Record("A.t1", "127.9.1.1"), Cancel);
        Assert.Equal(once, await File.ReadAllTextAsync(Hosts, Cancel));
    }

    [Fact]
    public async Task Ensure_ClustersWithNamesThatBeginAlike_KeepApart()
    {
        await File.WriteAllTextAsync(Hosts, "127.0.0.1 localhost\n", Cancel);
        var (short_, long_) = (new HostsFileDnsProvider(Hosts, "t1"), new HostsFileDnsProvider(Hosts, "t1-x"));
        await long_.EnsureAsync(Record("a.t1-x", "127.8.1.1"), Cancel);
        await short_.EnsureAsync(Record("a.t1", "127.9.1.1"), Cancel);
        await short_.DeleteAsync(["a.t1"], Cancel);
        Assert.Equal("127.8.1.1", (await long_.ListAsync(Cancel))["a.t1-x"]);
        Assert.Empty(await short_.ListAsync(Cancel));
    }

    [Fact]
    public async Task Ensure_ManyAtOnce_LosesNoRecord()
    {
        await File.WriteAllTextAsync(Hosts, "127.0.0.1 localhost\n", Cancel);
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), Cancel, async (i, cancel) =>
            await new HostsFileDnsProvider(Hosts, $"t{i % 4}").EnsureAsync(Record($"m{i}.x", $"127.9.1.{i}"), cancel));
        var all = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            all.AddRange((await new HostsFileDnsProvider(Hosts, $"t{i}").ListAsync(Cancel)).Keys);
        }

        Assert.Equal(40, all.Count);
    }

    [Fact]
    public async Task Ensure_FileThatCantBeWritten_DoesNothingAndSaysSo()
    {
        var dns = new HostsFileDnsProvider(folder.File("none"), "t1");
        await dns.EnsureAsync(Record("a", "127.9.1.1"), Cancel);
        Assert.False(dns.IsAvailable);
        Assert.False(File.Exists(folder.File("none")));
    }

    [Fact]
    public void Block_AnyRecordsInAnyText_ReadBackAndGoWithoutATrace()
        => Gen.Select(Gen.String[Gen.Char["ab #\n\r\t127."], 0, 60], Gen.Int[1, 9]).Sample((text, count) =>
        {
            var block = new HostsBlock("t1");
            var records = new SortedDictionary<string, string>(
                Enumerable.Range(0, count).ToDictionary(i => $"m{i}", i => $"127.9.1.{i}"), StringComparer.Ordinal);
            var written = block.Write(text, records);
            return block.Read(written).SequenceEqual(records) && block.Write(written, []).TrimEnd('\n') == text.TrimEnd('\n');
        });

    private static Dictionary<string, string> Record(string host, string address) => new() { [host] = address };
}
