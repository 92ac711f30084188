using System.Net;

namespace FireCamp.Engine.Dns.Rfc2136;

/// <summary>What the zone's own server has for a host.</summary>
/// <param name="Addresses">All of them; empty when there are none.</param>
/// <param name="Alias">The name that a CNAME leads to: a host with one can't have an address.</param>
internal sealed record HostAnswer(IReadOnlyList<IPAddress> Addresses, string? Alias)
{
    /// <param name="wanted">Null for none.</param>
    public bool Is(IPAddress? wanted)
        => wanted is null ? Addresses.Count == 0 : Alias is null && Addresses is [var only] && only.Equals(wanted);

    public override string ToString()
        => Alias is not null ? $"a CNAME to {Alias}" : Addresses.Count == 0 ? "nothing" : string.Join(" and ", Addresses);
}
