using System.Net;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Dns.Rfc2136;

/// <summary>Where a cluster's names are kept, and with which key.</summary>
/// <param name="Servers">The zone's servers, its primary first; the next is asked where one doesn't answer.</param>
/// <param name="Domain">All members' hosts lie in it, such as <c>t1-firecamp.com</c>.</param>
/// <param name="Key">Signs everything that is sent.</param>
public sealed record Rfc2136Settings(IReadOnlyList<IPEndPoint> Servers, string Domain, TsigKey Key)
{
    private const int DefaultPort = 53;

    /// <summary>The zone that the servers have for the domain; by default the domain is one itself.</summary>
    public string Zone { get; init; } = Domain;

    /// <summary>How long resolvers may keep an address, by default 5 s: a moved member is found again after that.</summary>
    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one server may take over one answer; by default 3 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Reads <c>10.0.0.53</c>, <c>10.0.0.53:5353</c> or <c>[fd00::53]:5353</c>; the port is 53 by default.</summary>
    /// <exception cref="InvalidInputException">It is no such address.</exception>
    public static IPEndPoint ParseServer(string text)
        => IPEndPoint.TryParse(text, out var server)
            ? new IPEndPoint(server.Address, server.Port == 0 ? DefaultPort : server.Port)
            : throw new InvalidInputException("DnsServerInvalid", "DNS server",
                [new Mistake("", $"'{text}' is no address such as 10.0.0.53 or 10.0.0.53:5353")]);

    /// <summary>Says every mistake at once.</summary>
    /// <exception cref="InvalidInputException">There is one.</exception>
    internal void Check()
    {
        var mistakes = new List<Mistake>();
        if (Servers.Count == 0)
        {
            mistakes.Add(new Mistake("servers", "there is none: name the zone's primary server"));
        }

        if (!DomainNames.IsWithin(Domain, Zone))
        {
            mistakes.Add(new Mistake("zone", $"the domain {Domain} doesn't lie in {Zone}"));
        }

        if (TimeToLive < TimeSpan.Zero || TimeToLive > TimeSpan.FromDays(1))
        {
            mistakes.Add(new Mistake("timeToLive", "it must be between 0 and one day"));
        }

        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromMinutes(1))
        {
            mistakes.Add(new Mistake("timeout", "it must be above 0 and at most one minute"));
        }

        if (mistakes.Count > 0)
        {
            throw new InvalidInputException("DnsSettingsInvalid", "DNS settings", mistakes);
        }
    }
}
