using FireCamp.Engine.Catalog.Templates;

namespace FireCamp.Engine.Catalog.Rendering;

/// <summary>Which names each sort of text may use.</summary>
/// <remarks>The contexts that <see cref="ServiceContext"/> and <see cref="MemberContext"/> make have exactly these.</remarks>
internal static class Scopes
{
    public static readonly string[] MemberNames =
        ["name", "host", "address", "endpointHost", "endpoint", "group", "shard", "index", "ordinal", "zone", "role", "memory"];

    private static readonly NameTree ChoiceService = NameTree.Values("kind", "version", "major", "memory");

    /// <summary>For an option's default.</summary>
    public static NameTree Defaults { get; } = NameTree.Group([new("service", ChoiceService)]);

    /// <summary>For rules and for what follows from the options alone: conditions of groups, ports, volumes and credentials.</summary>
    public static NameTree Choices(NameTree options) => NameTree.Group([new("service", ChoiceService), new("options", options)]);

    /// <summary>For everything that is rendered for a member.</summary>
    public static NameTree Member(NameTree options, NameTree ports, NameTree paths, NameTree credentials)
    {
        var member = NameTree.Values(MemberNames);
        return NameTree.Group(
        [
            new("cluster", NameTree.Group(
                [new("name", NameTree.Value), new("domain", NameTree.Value), new("zones", NameTree.List(NameTree.Value))])),
            new("service", NameTree.Values("name", "kind", "version", "major", "memory", "members")),
            new("options", options),
            new("member", member),
            new("members", NameTree.List(member)),
            new("peers", NameTree.List(member)),
            new("others", NameTree.List(member)),
            new("primary", member),
            new("ports", ports),
            new("paths", paths),
            new("credentials", credentials),
            new("platform", NameTree.Value),
        ]);
    }
}
