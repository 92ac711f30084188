using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>All that a service's texts are made from. The same input always gives the same texts.</summary>
public sealed record RenderInput
{
    public required ClusterSpec Cluster { get; init; }

    /// <summary>The service with all its options, as <see cref="OptionResolver"/> completed them.</summary>
    public required ServiceSpec Service { get; init; }

    /// <summary>All members of the service in plan order: groups in the definition's order, then by ordinal.</summary>
    public required IReadOnlyList<RenderMember> Members { get; init; }

    /// <summary>Whether members reach each other by name; when not, texts have their addresses. Always false on Local.</summary>
    public bool NamesResolve { get; init; }

    /// <summary>The folder at which a member sees one of its volumes; the platform knows. Default: the volume's mount point.</summary>
    public Func<VolumeSpec, string> PathOf { get; init; } = volume => volume.Mount;

    /// <summary>The folder for sockets as a member sees it, by its data volume. Default: <c>run</c> in that volume.</summary>
    public Func<VolumeSpec, string>? RunPathOf { get; init; }
}
