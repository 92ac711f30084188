using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Catalog;

public sealed class CatalogReaderTests
{
    [Fact]
    public void Read_GoodDefinition_GivesAllOfIt()
    {
        using var kind = new SampleKind();

        var definition = CatalogReader.Verify(kind.Folder);
        Assert.Equal("Lake", definition.Kind);
        Assert.Equal(["2.1", "1"], definition.Versions.Select(v => v.Version));
        Assert.Equal(new MemoryDefinition(ByteSize.Parse("512MB"), ByteSize.Parse("64MB")), definition.Memory);
        Assert.Equal("majority", definition.Serves);
        var port = definition.Options.Single(o => o.Name == "Port");
        Assert.Equal((OptionType.Integer, "7000", "1024", "Lower ones need root."), (port.Type, port.Default, port.Minimum, port.Why));
        Assert.Equal(OptionApplies.Create, definition.Options[0].Applies);
        Assert.True(definition.Groups[0].ManagedPrimary);
        Assert.Equal("1", definition.Groups[1].Shards);
        Assert.Equal(("INT", TimeSpan.FromMinutes(1)), (definition.Start.StopSignal, definition.Start.StopGrace));
        Assert.Equal("auth {{ credentials.admin.password }}\r\n", definition.Probe.Send);
        Assert.Equal(new ProbeMatch("ready", "ok", "true"), Assert.Single(definition.Probe.Matches));
        Assert.Equal(["initialize", "reload", "promote"], definition.Actions.Select(a => a.Name));
        Assert.Equal(TimeSpan.FromMinutes(2), definition.Actions[0].Timeout);
        Assert.True(definition.Credentials[1].IsInternal);
    }

    [Fact]
    public void Read_ReloadWithoutTheAction_NamesWhatReloads()
    {
        using var kind = new SampleKind(SampleKind.Yaml.Replace("{ name: reload,", "{ name: drain,", StringComparison.Ordinal));

        var mistake = Assert.Single(kind.Mistakes());
        Assert.Equal("'reload' needs an action 'reload', and there is none; without one it is 'restart'.", mistake.Message);
        Assert.Equal($"catalog.yaml:{SampleKind.LineOf("path: conf/lake.conf")}", mistake.Where);
    }

    [Theory]
    [InlineData("summary: Shards", "sumary: Shards", "unknown key 'sumary'. Did you mean 'summary'?")]
    [InlineData("mount: /data, size: VolumeSize", "mont: /data, size: VolumeSize", "unknown key 'mont'. Did you mean 'mount'?")]
    public void Read_UnknownKey_NamesTheNearestAndTheMissingOne(string right, string wrong, string expected)
    {
        using var kind = new SampleKind(SampleKind.Yaml.Replace(right, wrong, StringComparison.Ordinal));

        var mistakes = kind.Mistakes();
        Assert.Equal(2, mistakes.Count);
        var unknown = Assert.Single(mistakes, m => m.Message == expected);
        Assert.Equal($"catalog.yaml:{SampleKind.LineOf(right)}", unknown.Where);
        Assert.Contains(mistakes, m => m.Message.Contains("is missing", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("kind: Lake", "kind: Sea", "the kind is 'Sea' and its folder 'Lake'")]
    [InlineData("defaultVersion: \"2.1\"", "defaultVersion: \"3\"", "'3' is none of the versions: 2.1, 1.")]
    [InlineData("summary: Shards with", "summary: [Shards] #", "'summary' holds a list: it must be a single value.")]
    [InlineData("user: lake", "user:", "'user' has no value")]
    [InlineData("user: lake", "kind: Lake", "the key 'kind' stands here a second time; the first is on line 1.")]
    [InlineData("serves: majority", "serves: most", "unknown word 'most'. Known: primary, majority, any, all.")]
    [InlineData("[replica, primary]", "[replica, leader]", "unknown word 'leader'.")]
    [InlineData("minimum: 64MB", "minimum: 64 megs", "'minimum' is '64 megs': it must be a size such as 512MB or 10GB.")]
    [InlineData("minimum: 64MB", "minimum: 1GB", "the default, 512MB, is less than the minimum, 1GB.")]
    [InlineData("type: integer, default: 3", "type: int, default: 3", "'type' is 'int'. Known: text, integer")]
    [InlineData("default: 3, minimum: 1", "default: 0, minimum: 1", "the default breaks the option's own limits: 0 is less than the minimum, 1.")]
    [InlineData("minimum: 16MB", "minimum: soft", "'soft' is not a size")]
    [InlineData("choices: [strict, loose]", "choices: [strict, Strict, loose]", "two choices are the same.")]
    [InlineData("\"[a-z]+\"", "\"[a-z+\"", "'[a-z+' is no regular expression")]
    [InlineData("name: Timeout2", "name: Timeout", "'Timeout' is a parameter of New-FireCampService already.")]
    [InlineData("name: Ratio", "name: ratio", "write it in Pascal case")]
    [InlineData("name: Ratio", "name: Shards", "the name 'Shards' is taken")]
    [InlineData("options: [Shards]", "options: [Shard]", "'Shard' is not an option's name. Did you mean 'Shards'?")]
    [InlineData("options.Shards >= 3", "options.Shard >= 3", "unknown name 'options.Shard'.")]
    [InlineData("size: Watchers, naming", "size: Watcher, naming", "Did you mean 'Watchers'?")]
    [InlineData("shards: Shards", "shards: Ratio", "the option 'Ratio' is of type number; here it must be integer.")]
    [InlineData("{service}-watch-{index}", "{service}-watch", "gives several members one name: it needs {ordinal}, or {index}.")]
    [InlineData("{service}-watch-{index}", "watch-{index}", "must begin with {service}")]
    [InlineData("{service}-watch-{index}", "{service}-{ordinal}", "members of 'watch' would have the names of members of 'data'.")]
    [InlineData("number: \"{{ options.Port | plus: 100 }}\"", "number: 70000", "70000 is no port: 1 to 65535.")]
    [InlineData("mount: /journal", "mount: journal", "'journal' must be a path from the root")]
    [InlineData("size: JournalSize", "size: JornalSize", "Did you mean 'JournalSize'?")]
    [InlineData("path: conf/start.sh", "path: ../start.sh", "must be a path inside the data volume")]
    [InlineData("mode: \"0700\"", "mode: rwx", "'rwx' is no file mode")]
    [InlineData("template: start.sh", "template: stop.sh", "the folder has no file 'stop.sh'.")]
    [InlineData("template: start.sh", "template: ../Lake/start.sh", "must be the name of a file beside catalog.yaml")]
    [InlineData("applies: reload }", "applies: relaod }", "'applies' is 'relaod'. Did you mean 'reload'?")]
    [InlineData("stopSignal: INT", "stopSignal: SIGINT", "unknown word 'SIGINT'.")]
    [InlineData("stopGrace: 1m", "stopGrace: 60", "'stopGrace' is '60': it must be a duration")]
    [InlineData("port: client", "port: clint", "there is no port 'clint'. Did you mean 'client'?")]
    [InlineData("key: ready", "key: redy", "unknown key 'redy'. Did you mean 'ready'?")]
    [InlineData("metrics: { command: [lakectl, stats] }", "metrics: { timeout: 1s }", "give either 'command', or 'port'")]
    [InlineData("on: first", "on: all", "unknown word 'all'. Known: first, each, primary.")]
    [InlineData("name: reload, command: [kill, -HUP]", "name: reload, command: []", "the command of 'reload' is empty.")]
    [InlineData("[lakectl, init]", "[lakectl, init, \"{{ credentials.admin.password }}\"]", "a password would stand where others can read it")]
    [InlineData("{{ member.endpoint }}/", "{{ credentials.peer.password }}/", "a password would stand where others can read it")]
    [InlineData("{{ credentials.admin.password }}\\r", "{{ credentials.root.password }}\\r", "unknown name 'credentials.root'.")]
    [InlineData("{{ paths.data }}/lake", "{{ paths.dat }}/lake", "unknown name 'paths.dat'. Did you mean 'data'?")]
    [InlineData("percent: 25", "percent: 1 | at_most: 1024", "with all defaults", "Cache", "minimum: 2KB, ")]
    public void Read_OneMistake_IsTheOnlyOneAndHasItsLine(string right, string wrong, string expected, string? option = null, string limit = "")
    {
        var yaml = SampleKind.Yaml.Replace(right, wrong, StringComparison.Ordinal);
        yaml = option is null ? yaml : yaml.Replace($"name: {option},", $"name: {option}, {limit}", StringComparison.Ordinal);
        yaml = option is null ? yaml : yaml.Replace("| at_least: 16777216 ", "", StringComparison.Ordinal);
        using var kind = new SampleKind(yaml);

        var mistake = Assert.Single(kind.Mistakes());
        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
        Assert.Matches(@"^catalog\.yaml:\d+$", mistake.Where);
        if (expected.Contains('\'', StringComparison.Ordinal) && !expected.Contains("the key", StringComparison.Ordinal))
        {
            var line = int.Parse(mistake.Where[13..], System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(line, SampleKind.LineOf(right) - 2, SampleKind.LineOf(right) + 2);
        }
    }

    [Theory]
    [InlineData("name: client, number: Port", "name: clients, number: Port", "a port 'client' without a condition is missing")]
    [InlineData("name: data, mount: /data", "name: base, mount: /data", "the first volume must be 'data'")]
    [InlineData("minimum: 1, maximum: 5", "minimum: 1, maximum: 0", "the maximum, 0, is less than the minimum, 1.")]
    public void Read_MistakeThatOthersFollowFrom_IsAmongThem(string right, string wrong, string expected)
    {
        using var kind = new SampleKind(SampleKind.Yaml.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Contains(kind.Mistakes(), m => m.Message.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_MistakesInTemplates_HaveTheTemplatesLines()
    {
        using var kind = new SampleKind();
        kind.Write("lake.conf.liquid", "ok\n{{ option.Port }}\n{% if options.Mod %}\n{{ options.Port | mib }}\n");

        Assert.Equal(
            [
                "lake.conf.liquid:2: unknown name 'option'. Did you mean 'options'?",
                "lake.conf.liquid:3: 'if' isn't closed with 'endif'.",
                "lake.conf.liquid:3: unknown name 'options.Mod'. Did you mean 'Mode'?",
                "lake.conf.liquid:4: unknown filter 'mib'. Did you mean 'mb'?",
            ],
            kind.Mistakes().Select(m => m.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_SeveralMistakes_AreAllListed()
    {
        using var kind = new SampleKind(SampleKind.Yaml
            .Replace("user: lake", "usr: lake", StringComparison.Ordinal)
            .Replace("serves: majority", "serves: most", StringComparison.Ordinal)
            .Replace("default: 1GB", "default: big", StringComparison.Ordinal)
            .Replace("{{ paths.conf }}", "{{ path.conf }}", StringComparison.Ordinal));
        kind.Write("replica.liquid", "{{ primry.endpoint }}");

        Assert.Equal(5, kind.Mistakes().Count);
    }

    [Fact]
    public void Read_DamagedSection_DoesNotEchoInWhatRefersToIt()
        => Assert.Contains("Did you mean 'options'?", SampleKind.MistakeAfter("options:\n", "optons:\n"), StringComparison.Ordinal);

    [Fact]
    public void Verify_TextThatFailsWithOneChoiceOnly_IsFound()
    {
        using var kind = new SampleKind();
        kind.Write("lake.conf.liquid", "{% if options.Mode == 'loose' %}\n{{ options.Mode | mb }}{% endif %}");

        Assert.Equal("Lake", CatalogReader.Read(kind.Folder).Kind);
        Assert.Contains("'loose' is none", Assert.Single(kind.Mistakes()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FilesOfOneNameUnderDifferentConditions_AreAllowed()
    {
        const string file = "          - { path: conf/replica, template: replica.liquid, when: member.role == 'replica' }";
        var other = file.Replace("'replica'", "'primary'", StringComparison.Ordinal).Trim();
        using var kind = new SampleKind(SampleKind.Yaml.Replace(file.Trim(), $"{file.Trim()}\n  {other}", StringComparison.Ordinal));
        Assert.Equal(4, kind.Read().Files.Count);
    }

    /// <summary>A kind that is nearly another takes what it hasn't itself from that one's folder.</summary>
    [Fact]
    public void Read_TemplatesOfAnotherKind_StandInForMissingOnes()
    {
        using var kind = new SampleKind();
        var pond = Directory.CreateDirectory(Path.Combine(kind.Shelf, "Pond")).FullName;
        File.WriteAllText(
            Path.Combine(pond, "catalog.yaml"),
            SampleKind.Yaml.Replace("kind: Lake", "kind: Pond\ntemplates: Lake", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(pond, "start.sh"), "exec pondd\n");

        var templates = CatalogReader.Verify(pond).Source.Templates;

        Assert.Equal(SampleKind.Configuration, templates["lake.conf.liquid"]);
        Assert.Equal("exec pondd\n", templates["start.sh"]);
    }

    [Fact]
    public void Read_TemplatesOfNoKind_IsAMistake()
    {
        using var kind = new SampleKind(SampleKind.Yaml.Replace("kind: Lake", "kind: Lake\ntemplates: ../Pond", StringComparison.Ordinal));

        Assert.Equal(["catalog.yaml:2: '../Pond' is no kind beside this one: name its folder."], kind.Mistakes().Select(m => m.ToString()));
    }

    [Fact]
    public void Read_SuiteWithoutPackages_IsAMistake()
        => Assert.Contains(
            "a suite without packages",
            SampleKind.MistakeAfter("packages: [lake-server]", "suite: trixie"), StringComparison.Ordinal);
}
