using Docker.DotNet.Models;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>A machine of the swarm as the managers see it.</summary>
/// <param name="Zone">Its label <c>zone</c>; empty when it has none.</param>
/// <param name="Drain">Why FireCamp closed or drained it; null when FireCamp didn't.</param>
/// <param name="HasPlugin">Whether Swarm knows that it has the volume plugin; that takes up to 20 s after the plugin's first use.</param>
internal sealed record SwarmNode(
    string Id, string Name, string Zone, ByteSize Memory, string Address, string State, string Message, string Availability, DrainReason? Drain,
    bool HasPlugin, bool IsManager, bool IsLeader)
{
    public bool IsReady => State == "ready";

    /// <summary>Whether it takes no members until a person lets it back.</summary>
    public bool IsSuspended => Availability != "active" && Drain != DrainReason.Lost;

    public bool TakesTasks => IsReady && Availability == "active";

    /// <summary>Whether members may be put there at all, now or when it is well.</summary>
    public bool IsFor(SwarmMemberOptions options) => options.OnManagers || !IsManager;

    public static SwarmNode Of(NodeListResponse node) => new(
        node.ID,
        node.Description?.Hostname ?? node.ID,
        Label(node, SwarmNames.Zone) ?? "",
        new ByteSize(node.Description?.Resources?.MemoryBytes ?? 0),
        AddressOf(node),
        node.Status?.State ?? "unknown",
        node.Status?.Message ?? "",
        node.Spec?.Availability ?? "active",
        Enum.TryParse<DrainReason>(Label(node, SwarmNames.Drained), ignoreCase: true, out var drain) ? drain : null,
        (node.Description?.Engine?.Plugins ?? []).Any(p => p is { Type: "Volume", Name: SwarmNames.VolumeDriver }),
        node.Spec?.Role == "manager",
        node.ManagerStatus?.Leader == true);

    // A manager that made the swarm may not know its own.
    private static string AddressOf(NodeListResponse node)
        => node.Status?.Addr is { Length: > 0 } address and not ("0.0.0.0" or "127.0.0.1") ? address
            : node.ManagerStatus?.Addr is { } manager && manager.LastIndexOf(':') is var colon and > 0 ? manager[..colon].Trim('[', ']')
            : "";

    private static string? Label(NodeListResponse node, string name)
        => node.Spec?.Labels is { } labels && labels.TryGetValue(name, out var value) ? value : null;
}
