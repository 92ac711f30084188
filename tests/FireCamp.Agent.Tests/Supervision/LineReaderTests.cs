using CsCheck;
using FireCamp.Agent.Supervision;

namespace FireCamp.Agent.Tests.Supervision;

public sealed class LineReaderTests
{
    [Fact]
    public async Task ReadAll_OfLines_PassesEachOnWithoutItsEnd()
        => Assert.Equal(["a", "", "b", "last"], await ReadAsync("a\r\n\nb\nlast"));

    [Fact]
    public async Task ReadAll_OfALineWithoutEnd_IsCut()
    {
        var lines = await ReadAsync(new string('x', 2 * LineReader.LongestLine + 5));
        Assert.Equal([LineReader.LongestLine, LineReader.LongestLine, 5], lines.Select(l => l.Length));
    }

    [Fact]
    public void ReadAll_OfAnyShortLines_LosesNothing()
        => Gen.String[Gen.Char.AlphaNumeric, 0, 40].List[0, 300].Sample(lines =>
        {
            var text = string.Concat(lines.Select(l => l + "\n"));
            Assert.Equal(lines, ReadAsync(text).GetAwaiter().GetResult());
        });

    private static async Task<List<string>> ReadAsync(string text)
    {
        var lines = new List<string>();
        using var reader = new StringReader(text);
        await LineReader.ReadAllAsync(reader, lines.Add);
        return lines;
    }
}
