using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>How members are probed; see <see cref="ProbeSpec"/>. Texts are Liquid over the member's context.</summary>
public sealed record ProbeDefinition
{
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>A port's name.</summary>
    public string? Port { get; init; }

    public string? Send { get; init; }

    public IReadOnlyList<ProbeMatch> Matches { get; init; } = [];

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);
}
