using System.Globalization;
using System.Net;

namespace FireCamp.Engine.Network;

/// <summary>The kernel's rules that keep a pool's addresses silent unless they are renewed, in nft's language.</summary>
internal static class FenceRules
{
    public const string Table = "firecamp";

    private const string Set = "renewed";

    /// <summary>The tables are there, whether they were before or not; exactly these addresses may send, for so long.</summary>
    /// <remarks>What is deleted and what takes its place change in one moment: nft carries out a whole input or nothing of it.</remarks>
    public static string Define(AddressRange pool, IReadOnlyCollection<IPAddress> addresses, TimeSpan timeout)
        => $"{Remove}\n{DefineFamily("inet", "ip saddr", pool)}\n{DefineFamily("arp", "arp saddr ip", pool)}\n{Renew(addresses, timeout)}";

    /// <summary>In tables that are there, exactly these addresses may send, for so long.</summary>
    /// <remarks>Adding an element that is there leaves its timeout as it is in older kernels, hence the flush.</remarks>
    public static string Renew(IReadOnlyCollection<IPAddress> addresses, TimeSpan timeout)
    {
        var elements = string.Join(", ", addresses.Distinct().Select(a => $"{a} timeout {Milliseconds(timeout)}"));
        return string.Join('\n', Families.Select(family => $"flush set {family} {Table} {Set}\n"
            + (elements.Length == 0 ? "" : $"add element {family} {Table} {Set} {{ {elements} }}\n")));
    }

    public static string Remove => string.Join('\n', Families.Select(f => $"add table {f} {Table}\ndelete table {f} {Table}"));

    private static string[] Families => ["inet", "arp"];

    private static string DefineFamily(string family, string sender, AddressRange pool) =>
        $$"""
        table {{family}} {{Table}} {
          set {{Set}} { type ipv4_addr; flags timeout; }
          chain output {
            type filter hook output priority 0; policy accept;
            {{sender}} {{pool}} {{sender}} != @{{Set}} drop
          }
        }
        """;

    private static string Milliseconds(TimeSpan timeout)
        => string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Ceiling(timeout.TotalMilliseconds)}ms");
}
