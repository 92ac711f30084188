namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>What a cluster on a swarm is made of: where its parts are and what opens them. Holds no secret, only the files they are in.</summary>
public sealed record SwarmSettings
{
    /// <summary>Docker's API on managers; see <see cref="SwarmConnectionSpec.Endpoints"/>.</summary>
    public IReadOnlyList<string> Managers { get; init; } = [];

    /// <summary>A folder with <c>ca.pem</c>, <c>cert.pem</c> and <c>key.pem</c>, as Docker's own clients use; needed for <c>tcp://</c>.</summary>
    public string? DockerCertificates { get; init; }

    /// <summary>The metadata store's URL; see docs/etcd.md.</summary>
    public string MetadataStore { get; init; } = "";

    /// <summary>The DNS server that takes updates of the cluster's domain: <c>10.0.0.53</c> or <c>10.0.0.53:5353</c>.</summary>
    public string DnsServer { get; init; } = "";

    /// <summary>The file with the key that signs DNS updates.</summary>
    public string DnsKey { get; init; } = "";

    /// <summary>Addresses on the nodes' network that members get: <c>10.0.0.100-10.0.0.150</c> or in CIDR form.</summary>
    public string StaticIpPool { get; init; } = "";

    /// <summary>
    /// An overlay network of the swarm that members are on, in place of the nodes' own network; empty for that. Members have no addresses of
    /// their own there, and their names are known in the network alone.
    /// </summary>
    public string Network { get; init; } = "";

    /// <summary>A folder that every node, and this machine, sees at the same path.</summary>
    public string SharedStorage { get; init; } = "";

    /// <summary>Whether members may run on managers; default false.</summary>
    public bool MembersOnManagers { get; init; }

    /// <summary>The settings by the names that users give them; names that are missing leave a default.</summary>
    public static SwarmSettings Of(IReadOnlyDictionary<string, string> named) => new()
    {
        Managers = named.TryGetValue(nameof(Managers), out var managers)
            ? managers.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [],
        DockerCertificates = named.GetValueOrDefault(nameof(DockerCertificates)),
        MetadataStore = named.GetValueOrDefault(nameof(MetadataStore), ""),
        DnsServer = named.GetValueOrDefault(nameof(DnsServer), ""),
        DnsKey = named.GetValueOrDefault(nameof(DnsKey), ""),
        StaticIpPool = named.GetValueOrDefault(nameof(StaticIpPool), ""),
        Network = named.GetValueOrDefault(nameof(Network), ""),
        SharedStorage = named.GetValueOrDefault(nameof(SharedStorage), ""),
        MembersOnManagers = named.GetValueOrDefault(nameof(MembersOnManagers)) == bool.TrueString,
    };

    /// <summary>The settings by the names that users give them, without those that are at their default.</summary>
    public IReadOnlyDictionary<string, string> Named()
    {
        (string Name, string? Value)[] all =
        [
            (nameof(Managers), string.Join(',', Managers)), (nameof(DockerCertificates), DockerCertificates), (nameof(MetadataStore), MetadataStore),
            (nameof(DnsServer), DnsServer), (nameof(DnsKey), DnsKey), (nameof(StaticIpPool), StaticIpPool), (nameof(SharedStorage), SharedStorage),
            (nameof(Network), Network), (nameof(MembersOnManagers), MembersOnManagers ? bool.TrueString : null),
        ];
        return all.Where(s => !string.IsNullOrEmpty(s.Value)).ToDictionary(s => s.Name, s => s.Value!);
    }

    /// <summary>Whether members are on an overlay network.</summary>
    public bool IsOverlay => Network.Length > 0;

    /// <summary>How the cluster's members become Docker services.</summary>
    public SwarmMemberOptions Members(string cluster)
    {
        var standard = new SwarmMemberOptions { Cluster = cluster, OnManagers = MembersOnManagers };
        return IsOverlay ? standard with { Network = Network } : standard;
    }

    /// <summary>How the managers are reached.</summary>
    public SwarmConnectionSpec Connection() => new()
    {
        Endpoints = Managers,
        CaFile = Certificate("ca.pem"),
        CertificateFile = Certificate("cert.pem"),
        KeyFile = Certificate("key.pem"),
    };

    private string? Certificate(string file) => DockerCertificates is { } folder ? Path.Combine(folder, file) : null;
}
