using System.Globalization;

namespace FireCamp.Engine.Network;

/// <summary>Which loopback addresses have TCP sockets, of whatever program.</summary>
internal static class LoopbackListeners
{
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>Every N of an address 127.N.x.y that a socket is bound to.</summary>
    public static HashSet<int> SecondOctets()
        => [.. Tables.Where(File.Exists).SelectMany(File.ReadLines).Select(SecondOctet).OfType<int>()];

    // The second field is the local address in hex, least byte first, and a port; an IPv4 address in IPv6 form ends the same way.
    private static int? SecondOctet(string line)
    {
        var fields = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 3
            && fields[1].Split(':') is [{ Length: >= 8 } address, _]
            && address.EndsWith("7F", StringComparison.Ordinal)
            && int.TryParse(address.AsSpan(address.Length - 4, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var octet)
                ? octet
                : null;
    }
}
