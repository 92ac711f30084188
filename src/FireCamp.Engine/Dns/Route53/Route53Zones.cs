using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Clients.Aws.Route53;
using FireCamp.Engine.Dns.Rfc2136;

namespace FireCamp.Engine.Dns.Route53;

/// <summary>Finds and makes the private zone of a cluster's domain.</summary>
public sealed class Route53Zones(AwsConnection aws, TimeProvider time)
{
    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private Route53Client Client => aws.Route53.Value;

    /// <summary>The domain has a private zone that is seen in the VPC; a repeat, and one made by others, is success.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="AwsException">AWS refuses, or can't be reached.</exception>
    public async Task<string> EnsureAsync(string domain, string vpc, string comment, CancellationToken cancel)
    {
        if (await FindAsync(domain, vpc, cancel).ConfigureAwait(false) is { } found)
        {
            return found;
        }

        try
        {
            var network = new HostedZoneNetwork(aws.Settings.Region, vpc);
            return (await Client.CreatePrivateZoneAsync(domain, network, comment, $"firecamp {domain} {vpc}", cancel).ConfigureAwait(false)).Id;
        }
        catch (AwsException e) when (e.Is("HostedZoneAlreadyExists", "ConflictingDomainExists"))
        {
            return await SeenAsync(domain, vpc, e, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Returns when the zone is private, holds the domain, and is seen in the VPC.</summary>
    /// <exception cref="DnsException">It isn't so; says what is wrong.</exception>
    public async Task RequireAsync(string zone, string domain, string vpc, CancellationToken cancel)
    {
        if (await Client.FindZoneAsync(zone, cancel).ConfigureAwait(false) is not { } found)
        {
            throw new DnsException("DnsZoneUnknown", $"Route 53 has no zone {zone}.", "Name a zone of this account.");
        }

        if (!DomainNames.IsWithin(domain, found.Zone.Name))
        {
            throw new DnsException("DnsZoneUnknown", $"Zone {zone} is {found.Zone.Name}, and {domain} doesn't lie in it.", "Name the domain's zone.");
        }

        if (!found.Zone.IsPrivate)
        {
            throw new DnsException("DnsZonePublic", $"Zone {zone} ({found.Zone.Name}) is public: everybody would learn the members' addresses.",
                "Name a private zone.");
        }

        if (!found.Networks.Any(n => n.VpcId == vpc))
        {
            var seen = string.Join(", ", found.Networks.Select(n => n.VpcId));
            throw new DnsException("DnsZoneElsewhere", $"Zone {zone} ({found.Zone.Name}) is seen in {seen} and not in {vpc}.",
                "Associate it with the cluster's VPC, or name another zone.");
        }
    }

    /// <summary>The zone is gone; success when it was.</summary>
    /// <exception cref="AwsException">It has records, or AWS refuses otherwise.</exception>
    public Task DeleteAsync(string zone, CancellationToken cancel) => Client.DeleteZoneAsync(zone, cancel);

    // Somebody else made it first, or an answer was lost; lists follow after a moment.
    private async Task<string> SeenAsync(string domain, string vpc, AwsException made, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            if (await FindAsync(domain, vpc, cancel).ConfigureAwait(false) is { } found)
            {
                return found;
            }

            if (time.GetElapsedTime(started) > SeenWithin)
            {
                throw new DnsException("DnsZoneElsewhere", $"The zone of {domain} was made and isn't seen in {vpc}.",
                    "Associate it with that VPC, then repeat.", inner: made);
            }

            await Task.Delay(LookEvery, time, cancel).ConfigureAwait(false);
        }
    }

    // A domain may have several private zones, each seen in other VPCs.
    private async Task<string?> FindAsync(string domain, string vpc, CancellationToken cancel)
    {
        foreach (var zone in (await Client.ListZonesAsync(domain, cancel).ConfigureAwait(false)).Where(z => z.IsPrivate))
        {
            if (await Client.FindZoneAsync(zone.Id, cancel).ConfigureAwait(false) is { } found && found.Networks.Any(n => n.VpcId == vpc))
            {
                return zone.Id;
            }
        }

        return null;
    }
}
