namespace FireCamp.Agent.Plugin;

/// <summary>What dockerd is answered; each call uses some of it.</summary>
internal sealed record PluginAnswer
{
    /// <summary>Why not, for people: dockerd shows it as it is. Empty or missing when it worked.</summary>
    public string? Err { get; init; }

    public string? Mountpoint { get; init; }

    public IReadOnlyList<string>? Implements { get; init; }

    public PluginVolume? Volume { get; init; }

    public IReadOnlyList<PluginVolume>? Volumes { get; init; }

    public PluginCapabilities? Capabilities { get; init; }
}
