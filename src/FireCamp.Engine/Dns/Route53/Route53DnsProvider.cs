using System.Net;
using System.Net.Sockets;
using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Clients.Aws.Route53;
using FireCamp.Engine.Dns.Rfc2136;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Dns.Route53;

/// <summary>Keeps names in a hosted zone of Route 53.</summary>
/// <remarks>
/// The zone is read, and only what isn't right is written, in as few batches as hold it. Of somebody who changes the same names meanwhile
/// the later one wins.
/// </remarks>
public sealed class Route53DnsProvider : IDnsProvider
{
    private const int Attempts = 5;

    private readonly AwsConnection aws;
    private readonly Route53Settings settings;
    private readonly TimeProvider time;

    /// <exception cref="InvalidInputException">The settings are wrong; names every mistake.</exception>
    public Route53DnsProvider(AwsConnection aws, Route53Settings settings, TimeProvider time)
    {
        settings.Check();
        (this.aws, this.settings, this.time) = (aws, settings, time);
    }

    /// <summary>Always: AWS that doesn't answer is an error and not a reason to do without names.</summary>
    public bool IsAvailable => true;

    private Route53Client Client => aws.Route53.Value;

    /// <exception cref="InvalidInputException">A host doesn't lie in the domain, or an address is none; names all of them.</exception>
    /// <exception cref="AwsException">AWS refuses, or can't be reached.</exception>
    /// <exception cref="DnsException">Route 53's servers don't answer with it in time.</exception>
    public Task EnsureAsync(IReadOnlyDictionary<string, string> addressByHost, CancellationToken cancel)
    {
        var mistakes = addressByHost.SelectMany(e => Mistakes(e.Key, e.Value)).ToList();
        return mistakes.Count > 0
            ? throw new InvalidInputException("DnsNamesInvalid", $"Names of {settings.Domain}", mistakes)
            : ChangeAsync(addressByHost.ToDictionary(e => DomainNames.Normal(e.Key), e => (IPAddress?)IPAddress.Parse(e.Value)), cancel);
    }

    /// <summary>Hosts outside of the domain have no record of this cluster, and are left alone.</summary>
    /// <exception cref="AwsException">AWS refuses, or can't be reached.</exception>
    public Task DeleteAsync(IReadOnlyCollection<string> hosts, CancellationToken cancel)
        => ChangeAsync(
            hosts.Where(h => DomainNames.IsWithin(h, settings.Domain)).Select(DomainNames.Normal).Distinct()
                .ToDictionary(h => h, _ => (IPAddress?)null),
            cancel);

    /// <summary>All of the domain; of several addresses of a host the first by its text.</summary>
    /// <exception cref="AwsException">AWS refuses, or can't be reached.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ListAsync(CancellationToken cancel)
    {
        var listed = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var zone = await Client.ListRecordsAsync(settings.ZoneId, cancel).ConfigureAwait(false);
        foreach (var set in zone.Where(s => s.Type is "A" or "AAAA" && DomainNames.IsWithin(s.Name, settings.Domain)))
        {
            foreach (var value in set.Values.Order(StringComparer.Ordinal))
            {
                listed.TryAdd(set.Name, value);
            }
        }

        return listed;
    }

    private async Task ChangeAsync(IReadOnlyDictionary<string, IPAddress?> wanted, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        for (var attempt = 1; wanted.Count > 0; attempt++)
        {
            var zone = await Client.ListRecordsAsync(settings.ZoneId, cancel).ConfigureAwait(false);
            var changes = Route53Plan.Changes(zone, wanted, (long)settings.Ttl.TotalSeconds);
            try
            {
                foreach (var batch in Route53Plan.Batches(changes))
                {
                    var change = await Client.ChangeAsync(settings.ZoneId, batch, cancel).ConfigureAwait(false);
                    await InSyncAsync(change, cancel).ConfigureAwait(false);
                }

                return;
            }
            catch (AwsException e) when (e.Is("InvalidChangeBatch", "InvalidInput") && attempt < Attempts)
            {
                // What was to be deleted has changed since it was read, or an answer was lost and it is deleted already.
            }
        }
    }

    private async Task InSyncAsync(string change, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (settings.SyncWithin > TimeSpan.Zero && !await Client.IsInSyncAsync(change, cancel).ConfigureAwait(false))
        {
            if (time.GetElapsedTime(started) > settings.SyncWithin)
            {
                throw new DnsException("DnsNotServed",
                    $"Route 53, zone {settings.ZoneId}: not all servers answer with change {change} after {Duration.Format(settings.SyncWithin)}.",
                    "It was accepted: repeat, and see AWS's Health Dashboard if it goes on.", isTemporary: true);
            }

            await Task.Delay(settings.LookEvery, time, cancel).ConfigureAwait(false);
        }
    }

    private IEnumerable<Mistake> Mistakes(string host, string address)
    {
        if (!DomainNames.IsWithin(host, settings.Domain) || Uri.CheckHostName(host) != UriHostNameType.Dns)
        {
            yield return new Mistake(host, $"it is no name in {settings.Domain}");
        }

        // Of IPv4 also shorter forms are read, as 10.1 for 10.0.0.1: nobody means that here.
        if (!IPAddress.TryParse(address, out var parsed) || (parsed.AddressFamily == AddressFamily.InterNetwork && $"{parsed}" != address))
        {
            yield return new Mistake(host, $"'{address}' is no address");
        }
    }
}
