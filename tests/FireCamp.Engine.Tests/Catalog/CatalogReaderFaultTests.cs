using CsCheck;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Catalog;

/// <summary>Whatever is in the files, reading ends in a definition or in one error that says what is wrong.</summary>
public sealed class CatalogReaderFaultTests
{
    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("# nothing\n", "the file is empty")]
    [InlineData("- a\n- b\n", "the file holds a list")]
    [InlineData("just text", "the file holds a single value")]
    [InlineData("kind: Lake\n\tsummary: x\n", "this is no YAML")]
    [InlineData("kind: [Lake\n", "this is no YAML")]
    [InlineData("kind: \"Lake\n", "this is no YAML")]
    [InlineData("a: &x [1]\nb: [*x, *x]\n", "anchors, aliases and tags are not for catalogs")]
    [InlineData("kind: !!binary abc\n", "anchors, aliases and tags are not for catalogs")]
    [InlineData("kind: Lake\n---\nkind: Sea\n", "a second document starts here")]
    [InlineData("? [a]\n: b\n", "a key must be text")]
    [InlineData("kind: \0\u0001\n", "a control character: it isn't text")]
    public void Read_NoDefinition_SaysWhatTheFileIs(string text, string expected)
    {
        using var kind = new SampleKind(text);
        Assert.Contains(kind.Mistakes(), m => m.Message.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_DeepNesting_IsRefused()
    {
        using var kind = new SampleKind("kind: " + new string('[', 100_000));
        Assert.NotEmpty(kind.Mistakes());
    }

    [Fact]
    public void Read_HugeFile_IsRefusedUnread()
    {
        using var kind = new SampleKind();
        kind.Write("start.sh", new string('x', 3 << 20));
        Assert.Equal("start.sh: the file has 3MB; the longest that a catalog may have is 1MB.", Assert.Single(kind.Mistakes()).ToString());
    }

    [Fact]
    public void Read_BinaryTemplate_IsRefusedWithItsLine()
    {
        using var kind = new SampleKind();
        File.WriteAllBytes(Path.Combine(kind.Folder, "start.sh"), [.. "#!\n"u8, 0xff, 0xfe, 0xff]);
        Assert.Equal("start.sh:2: the file isn't UTF-8 text.", Assert.Single(kind.Mistakes()).ToString());
    }

    [Fact]
    public void Read_FolderWithoutDefinition_SaysSo()
    {
        using var folder = new TestFolder();
        var error = Assert.Throws<InvalidInputException>(() => CatalogReader.Read(folder.Path));
        Assert.Contains("the file is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnyMutationOfAGoodFile_EndsInADefinitionOrInMistakes()
    {
        using var kind = new SampleKind();
        Mutations.Sample(
            mutation =>
            {
                kind.Write(CatalogNames.File, mutation.Apply(SampleKind.Yaml));
                return EndsWell(() => CatalogReader.Read(kind.Folder));
            },
            iter: 1_000,
            threads: 1);
    }

    [Fact]
    public void Verify_AnyMutationOfAGoodFile_EndsInADefinitionOrInMistakes()
    {
        using var kind = new SampleKind();
        Mutations.Sample(
            mutation =>
            {
                kind.Write(CatalogNames.File, mutation.Apply(SampleKind.Yaml));
                return EndsWell(() => CatalogReader.Verify(kind.Folder));
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public void Read_AnyMutationOfAGoodTemplate_EndsInADefinitionOrInMistakes()
    {
        using var kind = new SampleKind();
        Mutations.Sample(
            mutation =>
            {
                kind.Write("lake.conf.liquid", mutation.Apply(SampleKind.Configuration));
                return EndsWell(() => CatalogReader.Read(kind.Folder));
            },
            iter: 1_000,
            threads: 1);
    }

    private static readonly string[] Pieces =
    [
        "{{", "}}", "{%", "%}", "|", ":", "-", "\n", "\t", "  ", "'", "\"", "[", "]", "{", "}", "&a", "*a", "!!x", "#", "?", ">", "|", "\0",
        "\uFFFD", "é", "options", "if", "end", "999999999999999999999", "-1", "\r\n", "---", "...", "%YAML", "<<: ", "~", ",",
    ];

    private static Gen<Mutation> Mutations => Gen.Select(
        Gen.Int[0, 10_000],
        Gen.Int[0, 40],
        Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]), Gen.String[0, 8]),
        (at, length, insert) => new Mutation(at, length, insert));

    private static bool EndsWell(Func<ServiceDefinition> read)
    {
        try
        {
            return read().Kind.Length > 0;
        }
        catch (InvalidInputException e)
        {
            return e.ErrorId == "CatalogInvalid" && e.Mistakes.Count > 0 && e.Mistakes.All(m => m.Where.Length > 0 && m.Message.Length > 0);
        }
    }

    private sealed record Mutation(int At, int Length, string Insert)
    {
        public string Apply(string text)
        {
            var at = At % text.Length;
            return text.Remove(at, Math.Min(Length, text.Length - at)).Insert(at, Insert);
        }
    }
}
