using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json;

namespace FireCamp.Engine.Network;

/// <summary>This node's interfaces, asked of <c>ip</c>: unlike <c>/sys</c> it always speaks of the network namespace it runs in.</summary>
internal static class NodeInterfaces
{
    public static async Task<IReadOnlyList<NodeInterface>> ListAsync(string ip, CancellationToken cancel)
    {
        var json = await NetworkCommand.RunAsync(ip, "iproute2", ["-json", "address", "show"], null, "The node's interfaces can't be listed", cancel)
            .ConfigureAwait(false);
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Where(l => l.TryGetProperty("ifname", out _)).Select(Read)];
    }

    /// <summary>The interface called so, or else the one whose network holds the whole pool.</summary>
    /// <exception cref="NetworkException">There is none, or several; names what there is.</exception>
    public static NodeInterface Choose(IReadOnlyList<NodeInterface> all, AddressRange pool, string? name)
    {
        var usable = all.Where(i => !i.IsLoopback).ToList();
        var there = usable.Count == 0 ? "none but the loopback" : string.Join(", ", usable);
        if (name is not null)
        {
            var named = all.FirstOrDefault(i => i.Name == name)
                ?? throw new NetworkException($"This node has no interface {name}; it has {there}.", "Name one of these for the static-IP pool.");
            return named.IsUp
                ? named
                : throw new NetworkException($"Interface {name} of this node is down.", $"Bring it up (ip link set {name} up).");
        }

        return usable.Where(i => i.IsUp && i.Networks.Any(n => n.Contains(pool.First) && n.Contains(pool.Last))).ToList() switch
        {
            [var only] => only,
            [] => throw new NetworkException($"No network of this node holds the static-IP pool {pool}; its interfaces are {there}.",
                "Choose a pool on the nodes' network, or name the interface."),
            var several => throw new NetworkException($"Several interfaces of this node are on the pool's network: {string.Join(", ", several)}.",
                "Name the one that members are to be reached by."),
        };
    }

    private static NodeInterface Read(JsonElement link)
    {
        var flags = link.GetProperty("flags").EnumerateArray().Select(f => f.GetString()).ToHashSet();
        var addresses = link.GetProperty("addr_info").EnumerateArray()
            .Where(a => a.TryGetProperty("family", out var family) && family.GetString() == "inet")
            .Select(a => (IPAddress.Parse(a.GetProperty("local").GetString()!), a.GetProperty("prefixlen").GetInt32()));
        var hardware = link.GetProperty("link_type").GetString() == "ether"
            ? PhysicalAddress.Parse(link.GetProperty("address").GetString())
            : PhysicalAddress.None;
        return new NodeInterface(link.GetProperty("ifname").GetString()!, link.GetProperty("ifindex").GetInt32(),
            flags.Contains("UP"), flags.Contains("LOOPBACK"), hardware, [.. addresses]);
    }
}
