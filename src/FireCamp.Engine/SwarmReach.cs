using FireCamp.Engine.Dns.Rfc2136;
using FireCamp.Engine.Metadata.Etcd;
using FireCamp.Engine.Model;
using FireCamp.Engine.Network;
using FireCamp.Engine.Platforms.Checks;
using FireCamp.Engine.Platforms.Swarm;

namespace FireCamp.Engine;

/// <summary>Whether what a new cluster needs besides its swarm can be used. Nothing is different afterwards.</summary>
/// <param name="settings">They were checked by themselves.</param>
internal sealed class SwarmReach(string cluster, SwarmSettings settings, TimeProvider time)
{
    /// <summary>So many of the pool's addresses, those that are given first, are asked for on the network.</summary>
    private const int Asked = 32;

    /// <summary>All that is wrong, each by the setting's name.</summary>
    public async Task<IReadOnlyList<Mistake>> FindMistakesAsync(CancellationToken cancel)
    {
        List<Task<IReadOnlyList<Mistake>>> looks = [StoreAsync(cancel)];
        if (!settings.IsOverlay)
        {
            looks.Add(NamesAsync(cancel));
            looks.Add(AddressesAsync(cancel));
        }

        return [.. (await Task.WhenAll(looks).ConfigureAwait(false)).SelectMany(m => m)];
    }

    private async Task<IReadOnlyList<Mistake>> StoreAsync(CancellationToken cancel)
    {
        try
        {
            await EtcdMetadataStore.RequireAsync(settings.MetadataStore, cluster, time, cancel).ConfigureAwait(false);
            return [];
        }
        catch (FireCampException e)
        {
            return [new Mistake("MetadataStore", e.Message)];
        }
    }

    private async Task<IReadOnlyList<Mistake>> NamesAsync(CancellationToken cancel)
    {
        var domain = SwarmConnector.DomainOf(cluster);
        try
        {
            var dns = new Rfc2136DnsProvider(
                new([Rfc2136Settings.ParseServer(settings.DnsServer)], domain, TsigKeyFile.Read(settings.DnsKey)));
            _ = await new NameCheck(dns, domain, settings.DnsServer).RunAsync(cancel).ConfigureAwait(false);
            return [];
        }
        catch (FireCampException e)
        {
            return [new Mistake(e.ErrorId.StartsWith("DnsKey", StringComparison.Ordinal) ? "DnsKey" : "DnsServer", $"{e.Message} {e.NextStep}")];
        }
    }

    private async Task<IReadOnlyList<Mistake>> AddressesAsync(CancellationToken cancel)
    {
        var pool = AddressRange.Parse(settings.StaticIpPool);
        try
        {
            var taken = await new PoolIpProvider(pool).FindTakenAsync([.. pool.Addresses().Take(Asked)], cancel).ConfigureAwait(false);
            return [.. taken.Select(t => new Mistake("StaticIpPool", $"another machine, {t.Hardware}, has {t.Address}."))];
        }
        catch (NetworkException)
        {
            // This machine needn't be on the nodes' network; the nodes look before they take an address.
            return [];
        }
    }
}
