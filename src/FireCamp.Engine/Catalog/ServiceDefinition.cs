using FireCamp.Engine.Catalog.Rules;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>One kind of service, as its <c>catalog.yaml</c> describes it. See docs/catalog-format.md.</summary>
public sealed record ServiceDefinition
{
    /// <summary>The kind's name, such as <c>PostgreSQL</c>; compared without case.</summary>
    public required string Kind { get; init; }

    public required string Summary { get; init; }

    public string? Documentation { get; init; }

    /// <summary>The folder that the definition was read from; templates and scripts lie in it.</summary>
    public required string Folder { get; init; }

    /// <summary>Another kind beside this one, whose files stand in for those that this one's folder doesn't have; null for none.</summary>
    public string? Templates { get; init; }

    public required IReadOnlyList<VersionDefinition> Versions { get; init; }

    public required string DefaultVersion { get; init; }

    /// <summary>The system user that members run as when the agent is root; null for the agent's own.</summary>
    public string? User { get; init; }

    public required MemoryDefinition Memory { get; init; }

    public required IReadOnlyList<OptionDefinition> Options { get; init; }

    /// <summary>What must hold over the options together.</summary>
    public IReadOnlyList<RuleDefinition> Rules { get; init; } = [];

    public required IReadOnlyList<GroupDefinition> Groups { get; init; }

    public required IReadOnlyList<PortDefinition> Ports { get; init; }

    public required IReadOnlyList<VolumeDefinition> Volumes { get; init; }

    public IReadOnlyList<CredentialDefinition> Credentials { get; init; } = [];

    public required IReadOnlyList<FileDefinition> Files { get; init; }

    public required StartDefinition Start { get; init; }

    public required ProbeDefinition Probe { get; init; }

    public ProbeDefinition? Metrics { get; init; }

    public IReadOnlyList<ActionDefinition> Actions { get; init; } = [];

    /// <summary>The boolean option by which members hand their engine's log to the agent, which archives it; null where the kind has none.</summary>
    public string? Archive { get; init; }

    /// <summary>How clients connect; the first is the one that people are shown first.</summary>
    public IReadOnlyList<ConnectionDefinition> Connections { get; init; } = [];

    /// <summary>In which order members are restarted and upgraded. Default: replicas, then the primary.</summary>
    public IReadOnlyList<string> RestartOrder { get; init; } = ["replica", "primary"];

    /// <summary>
    /// How many of a group's members must be ready for the service to serve: <c>primary</c>, <c>majority</c>, <c>any</c> or <c>all</c>.
    /// </summary>
    public string Serves { get; init; } = "primary";

    /// <summary>Whether the members of a service hand their engine's log to the agent, which archives it.</summary>
    public bool HasArchived(ServiceSpec service)
        => Archive is { } option && service.Options.TryGetValue(option, out var value) && bool.TryParse(value, out var isOn) && isOn;

    /// <summary>Where templates are looked for, in this order.</summary>
    internal IReadOnlyList<string> TemplateFolders => Templates is { Length: > 0 } other && FileRule.IsTemplateName(other)
        ? [Folder, Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Folder)) ?? Folder, other)]
        : [Folder];

    /// <summary>The files it was read from; none for a definition made in code.</summary>
    internal CatalogSource Source { get; init; } = CatalogSource.None;
}
