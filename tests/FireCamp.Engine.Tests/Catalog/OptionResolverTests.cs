using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Catalog;

public sealed class OptionResolverTests : IDisposable
{
    private readonly SampleKind _kind = new();

    public void Dispose() => _kind.Dispose();

    [Fact]
    public void Resolve_NothingGiven_GivesEveryDefaultInCanonicalText()
    {
        var options = SampleService.Options(_kind.Read());

        Assert.Equal(12, options.Count);
        Assert.Equal("128MB", options["Cache"]);
        Assert.Equal("0", options["JournalSize"]);
        Assert.Equal("30s", options["Timeout2"]);
        Assert.Equal("0.5", options["Ratio"]);
        Assert.Equal("true", options["Compress"]);
    }

    [Theory]
    [InlineData("VolumeSize", "1073741824", "1GB")]
    [InlineData("volumesize", "1.5GB", "1536MB")]
    [InlineData("Timeout2", "00:01:30", "90s")]
    [InlineData("Timeout2", "120 s", "2m")]
    [InlineData("Timeout2", "0", "0s")]
    [InlineData("Compress", "False", "false")]
    [InlineData("MODE", "Loose", "loose")]
    [InlineData("Ratio", "0.250", "0.25")]
    [InlineData("Port", " 08080 ", "8080")]
    [InlineData("User", "bob", "bob")]
    public void Resolve_Given_IsStoredCanonically(string name, string text, string expected)
    {
        var options = SampleService.Options(_kind.Read(), (name, text));
        Assert.Equal(expected, options.Single(o => o.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value);
    }

    [Theory]
    [InlineData("Port", "80", "80 is less than the minimum, 1024. Lower ones need root.")]
    [InlineData("Port", "70000", "70000 is more than the maximum, 65535.")]
    [InlineData("Port", "8e3", "'8e3' is not a whole number.")]
    [InlineData("VolumeSize", "ten", "'ten' is not a size such as 512MB or 10GB.")]
    [InlineData("VolumeSize", "-1GB", "is not a size")]
    [InlineData("VolumeSize", "1MB", "1MB is less than the minimum, 16MB.")]
    [InlineData("Timeout2", "30", "'30' is not a duration such as 500ms, 30s, 5m, 2h or 7d.")]
    [InlineData("Timeout2", "6m", "6m is more than the maximum, 5m.")]
    [InlineData("Mode", "mild", "'mild' is not one of strict, loose.")]
    [InlineData("Compress", "yes", "'yes' is not true or false.")]
    [InlineData("User", "bob1", "'bob1' doesn't match the pattern [a-z]+.")]
    [InlineData("User", "bob\n", "control character")]
    [InlineData("User", "⟦secret:services/other/superuser:raw⟧", "'⟦'")]
    [InlineData("Prt", "1", "Lake has no option 'Prt'. Did you mean 'Port'?")]
    [InlineData("Shards", "2", "2 shards can't vote.")]
    [InlineData("Port", "65500", "the port 'bus' would be 65600; ports are 1 to 65535.")]
    public void Resolve_BadValue_IsRefusedSayingWhy(string name, string text, string expected)
    {
        var definition = _kind.Read();

        var error = Assert.Throws<InvalidInputException>(() => SampleService.Options(definition, (name, text)));
        Assert.Equal("OptionsInvalid", error.ErrorId);
        Assert.Contains(expected, Assert.Single(error.Mistakes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_SeveralMistakes_AreAllListed()
    {
        var definition = _kind.Read();
        var given = new Dictionary<string, string> { ["Port"] = "1", ["Mode"] = "?", ["Nope"] = "" };

        var error = Assert.Throws<InvalidInputException>(
            () => OptionResolver.Resolve(definition, definition.Versions[0], given, ByteSize.Parse("1MB")));
        Assert.Equal(["Memory", "Mode", "Nope", "Port"], error.Mistakes.Select(m => m.Where).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Resolve_Steps_CountFromTheMinimum()
    {
        using var kind = new SampleKind(
            SampleKind.Yaml.Replace("default: 3, minimum: 1, maximum: 9", "default: 3, minimum: 1, step: 2", StringComparison.Ordinal));
        var definition = kind.Read();

        Assert.Equal("5", SampleService.Options(definition, ("Shards", "5"))["Shards"]);
        var error = Assert.Throws<InvalidInputException>(() => SampleService.Options(definition, ("Shards", "4")));
        Assert.Contains("4 is not one of 1, 3, 5 …", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_OptionWithoutDefault_MustBeGiven()
    {
        using var kind = new SampleKind(SampleKind.Yaml.Replace("name: User, default: admin,", "name: User,", StringComparison.Ordinal));
        var definition = kind.Read();

        var error = Assert.Throws<InvalidInputException>(() => SampleService.Options(definition));
        Assert.Contains("User: the option must be given", error.Message, StringComparison.Ordinal);
        Assert.Equal("eve", SampleService.Options(definition, ("User", "eve"))["User"]);
    }

    [Theory]
    [InlineData(null, "2.1")]
    [InlineData(" 1 ", "1")]
    public void ResolveVersion_Known_IsFound(string? given, string expected)
        => Assert.Equal(expected, VersionResolver.Resolve(_kind.Read(), given).Version);

    [Fact]
    public void ResolveVersion_Unknown_ListsTheKnown()
    {
        var error = Assert.Throws<NotFoundException>(() => VersionResolver.Resolve(_kind.Read(), "9"));
        Assert.Equal("VersionNotFound", error.ErrorId);
        Assert.Contains("2.1, 1", error.NextStep, StringComparison.Ordinal);
    }
}
