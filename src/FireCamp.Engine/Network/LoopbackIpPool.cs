using System.Buffers.Binary;
using System.Net;

namespace FireCamp.Engine.Network;

/// <summary>Lasting addresses on this machine's loopback: all of 127.0.0.0/8 can be bound without any set-up.</summary>
public sealed class LoopbackIpPool : IStaticIpProvider
{
    private readonly IPNetwork network;

    /// <param name="network">In CIDR form, within 127.0.0.0/8.</param>
    /// <exception cref="NetworkException">It is not.</exception>
    public LoopbackIpPool(string network)
    {
        if (!IPNetwork.TryParse(network, out this.network)
            || this.network.PrefixLength < 8
            || this.network.BaseAddress.GetAddressBytes() is not [127, _, _, _])
        {
            throw new NetworkException($"'{network}' is no network within 127.0.0.0/8.", "Name one such as 127.7.0.0/16.");
        }
    }

    /// <summary>From .1.1 upwards (in a network smaller than a /16, from its start), without those that end in 0 or 255.</summary>
    public IEnumerable<string> Free(IReadOnlySet<string> used)
    {
        var first = BinaryPrimitives.ReadUInt32BigEndian(network.BaseAddress.GetAddressBytes());
        var end = first + (1L << (32 - network.PrefixLength));
        for (var number = network.PrefixLength <= 16 ? first + 256L : first; number < end; number++)
        {
            var address = $"{number >> 24}.{(number >> 16) & 255}.{(number >> 8) & 255}.{number & 255}";
            if ((number & 255) is not (0 or 255) && !used.Contains(address))
            {
                yield return address;
            }
        }
    }

    public Task AssignAsync(string address, CancellationToken cancel) => Task.CompletedTask;

    public Task ReleaseAsync(string address, CancellationToken cancel) => Task.CompletedTask;
}
