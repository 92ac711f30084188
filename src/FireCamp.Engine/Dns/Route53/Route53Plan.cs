using System.Net;
using System.Net.Sockets;
using FireCamp.Engine.Clients.Aws.Route53;
using FireCamp.Engine.Dns.Rfc2136;

namespace FireCamp.Engine.Dns.Route53;

/// <summary>What has to change in a zone so that hosts have what they are to have. Pure.</summary>
internal static class Route53Plan
{
    /// <param name="wanted">Null for a host that is to have no address.</param>
    /// <exception cref="DnsException">A host that is to have an address is an alias of something else.</exception>
    public static IReadOnlyList<RecordChange> Changes(
        IReadOnlyList<RecordSet> zone, IReadOnlyDictionary<string, IPAddress?> wanted, long ttl)
    {
        var byHost = zone.ToLookup(s => s.Name);
        var changes = new List<RecordChange>();
        foreach (var (host, address) in wanted)
        {
            if (address is not null && byHost[host].FirstOrDefault(s => s.Type == "CNAME") is { } alias)
            {
                throw new DnsException("DnsNameTaken",
                    $"Route 53: {host} is an alias of {string.Join(", ", alias.Values)} (CNAME) and can't have an address. Nothing was changed.",
                    "Remove that record, which is none of FireCamp's, or give the service another name.");
            }

            var set = address is null ? null : new RecordSet(host, TypeOf(address), ttl, [address.ToString()]);
            // Of the other family first: a host has one address.
            changes.AddRange(byHost[host].Where(s => s.Type is "A" or "AAAA" && s.Type != set?.Type).Select(RecordChange.Delete));
            if (set is not null && !byHost[host].Any(s => IsSame(s, set)))
            {
                changes.Add(RecordChange.Upsert(set));
            }
        }

        return changes;
    }

    /// <summary>As few batches as hold them all; changes of one host stay together.</summary>
    public static IEnumerable<IReadOnlyList<RecordChange>> Batches(IEnumerable<RecordChange> changes)
    {
        var (batch, weight) = (new List<RecordChange>(), 0);
        foreach (var ofHost in changes.GroupBy(c => c.Set.Name))
        {
            var more = ofHost.Sum(c => c.Weight);
            if (weight + more > Route53Client.MostChanges && batch.Count > 0)
            {
                yield return batch;
                (batch, weight) = ([], 0);
            }

            batch.AddRange(ofHost);
            weight += more;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static string TypeOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? "AAAA" : "A";

    private static bool IsSame(RecordSet has, RecordSet wanted)
        => has.Type == wanted.Type && has.Ttl == wanted.Ttl && has.Values is [var only]
            && IPAddress.TryParse(only, out var address) && address.Equals(IPAddress.Parse(wanted.Values[0]));
}
