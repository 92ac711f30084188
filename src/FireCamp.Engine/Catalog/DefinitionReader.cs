using FireCamp.Engine.Catalog.Yaml;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>Makes a definition of the map that a <c>catalog.yaml</c> holds: one function a record, in the records' order.</summary>
internal static class DefinitionReader
{
    public static ServiceDefinition Read(YamlMap root, string folder, MistakeLog log)
        => new MapReader(root, "", log).ReadWhole(map => Definition(map, folder));

    private static ServiceDefinition Definition(MapReader map, string folder) => new()
    {
        Kind = map.Text("kind"),
        Summary = map.Text("summary"),
        Documentation = map.OptionalText("documentation"),
        Folder = folder,
        Templates = map.OptionalText("templates"),
        DefaultVersion = map.Text("defaultVersion"),
        Versions = map.Children("versions", Version, isRequired: true),
        User = map.OptionalText("user"),
        Memory = map.Child("memory", Memory, isRequired: true) ?? new MemoryDefinition(default, default),
        Options = map.Children("options", Option),
        Rules = map.Children("rules", Rule),
        Groups = map.Children("groups", Group, isRequired: true),
        Ports = map.Children("ports", Port, isRequired: true),
        Volumes = map.Children("volumes", Volume, isRequired: true),
        Credentials = map.Children("credentials", Credential),
        Files = map.Children("files", File),
        Start = map.Child("start", Start, isRequired: true) ?? new StartDefinition([], new Dictionary<string, string>(), "TERM", StopGrace),
        Probe = map.Child("probe", Probe, isRequired: true) ?? new ProbeDefinition(),
        Metrics = map.Child("metrics", Probe),
        Actions = map.Children("actions", Action),
        Archive = map.OptionalText("archive"),
        Connections = map.Children("connections", Connection),
        RestartOrder = map.Texts("restartOrder") is { Count: > 0 } order ? order : ["replica", "primary"],
        Serves = map.Text("serves", "primary"),
    };

    private static TimeSpan StopGrace => TimeSpan.FromSeconds(30);

    private static VersionDefinition Version(MapReader map) => new(
        map.Text("version"),
        map.Text("image"),
        map.Texts("packages"),
        map.Texts("binaries"),
        map.Texts("searchPath"),
        map.OptionalText("suite"))
    {
        UpgradesFrom = map.Texts("upgradesFrom"),
    };

    private static MemoryDefinition Memory(MapReader map) => new(map.Size("default"), map.Size("minimum"));

    private static OptionDefinition Option(MapReader map) => new()
    {
        Name = map.Text("name"),
        Type = map.Word("type", OptionType.Text),
        Default = map.OptionalText("default"),
        Minimum = map.OptionalText("minimum"),
        Maximum = map.OptionalText("maximum"),
        Step = map.Count("step"),
        Choices = map.Texts("choices"),
        Pattern = map.OptionalText("pattern"),
        Applies = map.Word("applies", OptionApplies.Restart),
        Help = map.Text("help"),
        Why = map.OptionalText("why"),
    };

    private static RuleDefinition Rule(MapReader map) => new(map.Text("assert"), map.Text("message"), map.Texts("options"));

    private static GroupDefinition Group(MapReader map) => new()
    {
        Name = map.Text("name"),
        When = map.OptionalText("when"),
        Size = map.Text("size"),
        Shards = map.Text("shards", "1"),
        Slots = map.Count("slots"),
        Naming = map.Text("naming", "{service}-{ordinal}"),
        ManagedPrimary = map.Flag("managedPrimary"),
        NeedsAddresses = map.Flag("needsAddresses"),
        Copied = map.Flag("copied", whenMissing: true),
        RestoresAll = map.Flag("restoresAll"),
    };

    private static PortDefinition Port(MapReader map) => new(map.Text("name"), map.Text("number"), map.OptionalText("when"));

    private static VolumeDefinition Volume(MapReader map)
        => new(map.Text("name"), map.Text("mount"), map.Text("size"), map.OptionalText("when"));

    private static CredentialDefinition Credential(MapReader map) => new(
        map.Text("name"),
        map.Text("userName", ""),
        map.Text("help"),
        map.Flag("internal"),
        map.OptionalText("when"),
        map.Word("applies", OptionApplies.Restart));

    private static FileDefinition File(MapReader map) => new(
        map.Text("path"),
        map.Text("template"),
        map.Text("mode", "0600"),
        map.OptionalText("when"),
        map.Word("applies", OptionApplies.Restart));

    private static StartDefinition Start(MapReader map) => new(
        map.Texts("command", isRequired: true),
        map.TextMap("environment"),
        map.Text("stopSignal", "TERM"),
        map.Time("stopGrace", StopGrace));

    private static ProbeDefinition Probe(MapReader map) => new()
    {
        Command = map.Texts("command") is { Count: > 0 } command ? command : null,
        Port = map.OptionalText("port"),
        Send = map.OptionalText("send"),
        Matches = map.Children("matches", m => new ProbeMatch(m.Text("key"), m.Text("pattern"), m.Text("value"))),
        Timeout = map.Time("timeout", TimeSpan.FromSeconds(3)),
    };

    private static ActionDefinition Action(MapReader map) => new(
        map.Text("name"),
        map.Text("on", "each"),
        map.Texts("command", isRequired: true),
        map.TextMap("environment"),
        map.Time("timeout", TimeSpan.FromSeconds(60)),
        map.OptionalText("when"));

    private static ConnectionDefinition Connection(MapReader map)
        => new(map.Text("name"), map.Text("text"), map.OptionalText("when"));
}
