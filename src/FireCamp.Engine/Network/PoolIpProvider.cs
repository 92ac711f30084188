using System.Globalization;
using System.Net;

namespace FireCamp.Engine.Network;

/// <summary>Lasting addresses out of a pool on the nodes' own Ethernet; needs root and <c>ip</c> where they are assigned.</summary>
/// <remarks>
/// Before this node takes an address it asks the network three times whether somebody has it (ARP probes); having taken it, it
/// tells everybody (gratuitous ARP), so that the network's tables lead here at once. Addresses are added with a /32, which is how
/// those that FireCamp added are told from the node's own: the latter are never removed.
/// </remarks>
/// <param name="interfaceName">Where members are reached; null for the interface whose network holds the pool.</param>
/// <param name="probeFor">How long to wait for somebody who has the address; by default 200 ms.</param>
public sealed class PoolIpProvider(
    AddressRange pool, string? interfaceName = null, TimeSpan? probeFor = null, TimeProvider? time = null, string ip = "ip") : IStaticIpProvider
{
    private const int Single = 32;

    private readonly TimeSpan probeFor = probeFor ?? TimeSpan.FromMilliseconds(200);

    public IEnumerable<string> Free(IReadOnlySet<string> used) => pool.Addresses().Where(a => !used.Contains(a));

    /// <summary>The address reaches this node, and the network knows. A repeat only tells the network again, which is cheap.</summary>
    /// <exception cref="AddressTakenException">Another machine has it.</exception>
    /// <exception cref="NetworkException">It isn't of the pool, or can't be added.</exception>
    public async Task AssignAsync(string address, CancellationToken cancel)
    {
        var parsed = pool.Require(address);
        var all = await NodeInterfaces.ListAsync(ip, cancel).ConfigureAwait(false);
        var here = NodeInterfaces.Choose(all, pool, interfaceName);
        if (all.FirstOrDefault(i => i.PrefixLengthOf(parsed) is { } length && (i.Name != here.Name || length != Single)) is { } own)
        {
            throw new NetworkException($"Address {address} of the static-IP pool is this node's own, on {own.Name}.",
                "Choose a pool without addresses of nodes.");
        }

        using var arp = new ArpSocket(here);
        if (here.PrefixLengthOf(parsed) is null)
        {
            if (await arp.FindOtherAsync(parsed, probeFor, time ?? TimeProvider.System, cancel).ConfigureAwait(false) is { } other)
            {
                throw new AddressTakenException(address, other.SenderHardware, here.Name);
            }

            await ChangeAsync("add", parsed, here, cancel).ConfigureAwait(false);
        }

        await arp.AnnounceAsync(parsed, cancel).ConfigureAwait(false);
    }

    /// <summary>This node hasn't the address, unless it is its own.</summary>
    /// <exception cref="NetworkException">It isn't of the pool, or can't be removed.</exception>
    public async Task ReleaseAsync(string address, CancellationToken cancel)
    {
        var parsed = pool.Require(address);
        foreach (var holder in await HoldersAsync(parsed, cancel).ConfigureAwait(false))
        {
            try
            {
                await ChangeAsync("del", parsed, holder, cancel).ConfigureAwait(false);
            }
            catch (NetworkException)
            {
                // Somebody else may have been faster.
                if ((await HoldersAsync(parsed, cancel).ConfigureAwait(false)).Count > 0)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>Those of the addresses that other machines have, and by what hardware address.</summary>
    /// <exception cref="NetworkException">This machine isn't on the pool's network, or may not ask.</exception>
    public async Task<IReadOnlyList<(string Address, string Hardware)>> FindTakenAsync(IReadOnlyList<string> addresses, CancellationToken cancel)
    {
        var here = NodeInterfaces.Choose(await NodeInterfaces.ListAsync(ip, cancel).ConfigureAwait(false), pool, interfaceName);
        var others = await Task.WhenAll(addresses.Select(a => FindOtherAsync(here, a, cancel))).ConfigureAwait(false);
        return
        [
            .. addresses.Zip(others).Where(o => o.Second is not null)
                .Select(o => (o.First, AddressTakenException.Text(o.Second!.SenderHardware))),
        ];
    }

    private async Task<ArpPacket?> FindOtherAsync(NodeInterface here, string address, CancellationToken cancel)
    {
        using var arp = new ArpSocket(here);
        return await arp.FindOtherAsync(pool.Require(address), probeFor, time ?? TimeProvider.System, cancel).ConfigureAwait(false);
    }

    private async Task<List<NodeInterface>> HoldersAsync(IPAddress address, CancellationToken cancel)
        => [.. (await NodeInterfaces.ListAsync(ip, cancel).ConfigureAwait(false)).Where(i => i.PrefixLengthOf(address) == Single)];

    private Task<string> ChangeAsync(string verb, IPAddress address, NodeInterface at, CancellationToken cancel)
        => NetworkCommand.RunAsync(ip, "iproute2",
            ["address", verb, string.Create(CultureInfo.InvariantCulture, $"{address}/{Single}"), "dev", at.Name], null,
            $"Address {address} can't be {(verb == "add" ? "added to" : "removed from")} {at.Name}", cancel);
}
