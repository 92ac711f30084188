using FireCamp.Engine.Dns.Rfc2136;
using FireCamp.Engine.Metadata.Etcd;
using FireCamp.Engine.Model;
using FireCamp.Engine.Network;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>What can be told to be wrong with a cluster's settings before anything is connected to.</summary>
internal static class SwarmSettingsCheck
{
    public static IReadOnlyList<Mistake> MistakesIn(SwarmSettings settings, TimeProvider time) =>
    [
        .. settings.Managers.Count == 0
            ? [Missing("Manager", "a manager's Docker API: tcp://10.0.0.1:2376, ssh://root@10.0.0.1 or unix:///var/run/docker.sock")]
            : SwarmConnectionCheck.Check(settings.Connection(), time),
        .. Try("MetadataStore", settings.MetadataStore, "etcd's URL: etcd://10.0.0.5:2379", url => EtcdAddressReader.Read(url)),
        .. settings.IsOverlay ? Needless(settings) : MistakesInNames(settings),
        .. Try("SharedStorage", settings.SharedStorage, "a folder that all nodes see", RequireFolder),
    ];

    private static IEnumerable<Mistake> MistakesInNames(SwarmSettings settings) =>
    [
        .. Try("DnsServer", settings.DnsServer, "the DNS server that takes updates: 10.0.0.53", text => Rfc2136Settings.ParseServer(text)),
        .. Try("DnsKey", settings.DnsKey, "the file with the key that signs DNS updates", file => TsigKeyFile.Read(file)),
        .. Try("StaticIpPool", settings.StaticIpPool, "members' addresses: 10.0.0.100-10.0.0.150", text => AddressRange.Parse(text)),
    ];

    // What is given and does nothing would be missed later.
    private static IEnumerable<Mistake> Needless(SwarmSettings settings)
        => new[]
        {
            (nameof(SwarmSettings.DnsServer), settings.DnsServer), (nameof(SwarmSettings.DnsKey), settings.DnsKey),
            (nameof(SwarmSettings.StaticIpPool), settings.StaticIpPool),
        }
            .Where(s => s.Item2.Length > 0)
            .Select(s => new Mistake(
                s.Item1,
                $"can't be had with Network: on '{settings.Network}' members have no addresses of their own, and Docker gives them their names."));

    private static IEnumerable<Mistake> Try(string name, string value, string what, Action<string> read)
    {
        if (value.Length == 0)
        {
            return [Missing(name, what)];
        }

        try
        {
            read(value);
            return [];
        }
        catch (InvalidInputException e)
        {
            return e.Mistakes.Select(m => new Mistake(name, m.Where.Length > 0 ? $"{m.Where}: {m.Message}" : m.Message));
        }
        catch (FireCampException e)
        {
            return [new Mistake(name, e.Message)];
        }
    }

    private static void RequireFolder(string folder)
    {
        if (!Path.IsPathRooted(folder) || !Directory.Exists(folder))
        {
            throw new InvalidInputException("SharedStorageMissing", "Shared storage",
                [new Mistake("", $"there is no folder '{folder}' on this machine; it must be seen here as on every node")]);
        }
    }

    private static Mistake Missing(string name, string what) => new(name, $"is missing: {what}");
}
