using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Network;

/// <summary>IPv4 addresses from a first to a last one, which FireCamp may give to members.</summary>
public sealed record AddressRange
{
    /// <summary>More is a slip of the pen: a /16.</summary>
    private const long MostAddresses = 65_536;

    private readonly uint first;
    private readonly uint last;

    private AddressRange(uint first, uint last) => (this.first, this.last) = (first, last);

    public IPAddress First => Address(first);

    public IPAddress Last => Address(last);

    /// <summary>Reads <c>10.0.0.100-10.0.0.150</c> or <c>10.0.0.96/27</c>, whose own and broadcast address are left out.</summary>
    /// <exception cref="InvalidInputException">It is neither; names every mistake.</exception>
    public static AddressRange Parse(string text)
    {
        var mistakes = new List<Mistake>();
        var (first, last) = text.Split('/', '-') switch
        {
            [var low, var high] when text.Contains('-', StringComparison.Ordinal) => (End(low, mistakes), End(high, mistakes)),
            [var network, var length] => Network(network, length, mistakes),
            _ => (null, null),
        };
        if (mistakes.Count == 0)
        {
            mistakes.AddRange(first is { } low && last is { } high
                ? Mistakes(low, high)
                : [new Mistake("", $"'{text}' is neither a range such as 10.0.0.100-10.0.0.150 nor a network such as 10.0.0.96/27")]);
        }

        return mistakes.Count == 0
            ? new AddressRange(first!.Value, last!.Value)
            : throw new InvalidInputException("StaticIpPoolInvalid", $"static-IP pool '{text}'", mistakes);
    }

    /// <summary>Lowest first.</summary>
    public IEnumerable<string> Addresses()
    {
        for (long number = first; number <= last; number++)
        {
            yield return Address((uint)number).ToString();
        }
    }

    public bool Contains(IPAddress address)
        => address.AddressFamily == AddressFamily.InterNetwork && Number(address) >= first && Number(address) <= last;

    /// <exception cref="NetworkException">It is no address, or not one of these.</exception>
    public IPAddress Require(string address)
        => IPAddress.TryParse(address, out var parsed) && Contains(parsed)
            ? parsed
            : throw new NetworkException($"Address '{address}' is not of the static-IP pool {this}.", "Name an address of the pool.");

    public override string ToString() => first == last ? $"{First}" : $"{First}-{Last}";

    private static uint? End(string text, List<Mistake> mistakes)
    {
        if (!IPAddress.TryParse(text.Trim(), out var address) || text.Count(c => c == '.') != 3)
        {
            mistakes.Add(new Mistake("", address?.AddressFamily == AddressFamily.InterNetworkV6
                ? $"'{text.Trim()}' is IPv6; a pool has IPv4 addresses"
                : $"'{text.Trim()}' is no IPv4 address"));
            return null;
        }

        return Number(address);
    }

    private static (uint? First, uint? Last) Network(string text, string length, List<Mistake> mistakes)
    {
        var start = End(text, mistakes);
        if (!int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) || bits > 32)
        {
            mistakes.Add(new Mistake("", $"'/{length}' is no prefix length from 0 to 32"));
            return (null, null);
        }

        if (start is not { } network)
        {
            return (null, null);
        }

        var hosts = (uint)((1L << (32 - bits)) - 1);
        if ((network & hosts) != 0)
        {
            mistakes.Add(new Mistake("", $"{Address(network)} is not where a /{bits} begins: that is {Address(network & ~hosts)}/{bits}"));
        }

        return bits < 31 ? (network + 1, (network | hosts) - 1) : (network, network | hosts);
    }

    private static IEnumerable<Mistake> Mistakes(uint first, uint last)
    {
        if (last < first)
        {
            yield return new Mistake("", $"it ends at {Address(last)} before it begins at {Address(first)}");
        }
        else if (last - (long)first + 1 > MostAddresses)
        {
            yield return new Mistake("", $"it has {last - (long)first + 1} addresses; at most {MostAddresses} make a pool");
        }

        foreach (var end in (uint[])[first, last])
        {
            if (end >> 24 is 0 or 127 or >= 224)
            {
                yield return new Mistake("", $"{Address(end)} can't be a node's address on a network");
            }
        }
    }

    private static uint Number(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private static IPAddress Address(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }
}
