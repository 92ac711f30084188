using System.Net;
using System.Net.NetworkInformation;

namespace FireCamp.Engine.Network;

/// <summary>A network interface of this node as the kernel shows it.</summary>
/// <param name="Hardware">Its Ethernet address; empty when it has none.</param>
/// <param name="Addresses">IPv4 only.</param>
internal sealed record NodeInterface(
    string Name, int Index, bool IsUp, bool IsLoopback, PhysicalAddress Hardware, IReadOnlyList<(IPAddress Address, int PrefixLength)> Addresses)
{
    /// <summary>The networks that it is on; a single address is none.</summary>
    public IEnumerable<IPNetwork> Networks
        => Addresses.Where(a => a.PrefixLength is > 0 and < 32).Select(a => new IPNetwork(Masked(a.Address, a.PrefixLength), a.PrefixLength));

    public int? PrefixLengthOf(IPAddress address)
        => Addresses.Where(a => a.Address.Equals(address)).Select(a => (int?)a.PrefixLength).FirstOrDefault();

    public override string ToString() => $"{Name} ({string.Join(", ", Networks)})";

    private static IPAddress Masked(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < 32; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPAddress(bytes);
    }
}
