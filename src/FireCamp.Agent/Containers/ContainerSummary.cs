namespace FireCamp.Agent.Containers;

/// <summary>A container as Docker lists it.</summary>
internal sealed record ContainerSummary(string Id, IReadOnlyList<ContainerSummary.MountPoint>? Mounts)
{
    /// <summary>The names of its volumes.</summary>
    public IEnumerable<string> Volumes => (Mounts ?? []).Where(m => m.Type == "volume").Select(m => m.Name ?? "");

    internal sealed record MountPoint(string? Type, string? Name);
}
