using System.Net;
using System.Net.Sockets;

namespace FireCamp.Testing.Etcd;

/// <summary>A real etcd of one or more processes on loopback addresses, with data in a folder that goes with it.</summary>
public sealed class EtcdLab : IAsyncDisposable
{
    private readonly TestFolder folder = new();

    private EtcdLab()
    {
    }

    public IReadOnlyList<EtcdNode> Nodes { get; private set; } = [];

    /// <summary>The endpoints as they stand in a URL.</summary>
    public string Hosts => string.Join(',', Nodes.Select(n => n.Client));

    public string Url => $"etcd://{Hosts}";

    /// <summary>A file in the lab's folder.</summary>
    public string File(string name) => folder.File(name);

    /// <summary>Returns once all nodes serve. Skips the test where etcd can't be had.</summary>
    /// <param name="security">When given, clients speak TLS and show a certificate.</param>
    public static async Task<EtcdLab> StartAsync(int count, EtcdCertificates? security = null)
    {
        var program = Path.Combine(await EtcdTools.RequireAsync(), "etcd");
        var lab = new EtcdLab();
        try
        {
            var network = FreeNetwork(count);
            var names = Enumerable.Range(1, count).Select(n => (Name: $"n{n}", Address: $"{network}.{n}")).ToList();
            var members = string.Join(',', names.Select(n => $"{n.Name}=http://{n.Address}:2380"));
            var files = security?.WriteServer(lab.folder.Path, names.Select(n => n.Address)) ?? [];
            lab.Nodes = [.. names.Select(n => new EtcdNode(
                program, lab.folder.Path, n.Name, n.Address, [.. Arguments(n.Address, members, files.Count > 0 ? "https" : "http"), .. files]))];
            await Task.WhenAll(lab.Nodes.Select(n => n.StartAsync()));
            await lab.HealthyAsync();
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>All nodes serve again, those that were killed with what they had.</summary>
    public async Task HealAsync()
    {
        foreach (var node in Nodes)
        {
            node.Thaw();
            await node.StartAsync();
        }

        await HealthyAsync();
    }

    /// <summary>All nodes serve again, and know their clients and are known to them by another authority alone.</summary>
    public async Task ReplaceAuthorityAsync(EtcdCertificates security)
    {
        await Task.WhenAll(Nodes.Select(n => n.KillAsync()));
        _ = security.WriteServer(folder.Path, Nodes.Select(n => n.Address));
        await HealAsync();
    }

    /// <summary>The node that leads; waits for one.</summary>
    public async Task<EtcdNode> LeaderAsync()
    {
        EtcdNode? leader = null;
        await Eventually.TrueAsync(
            async () =>
            {
                var leads = await Task.WhenAll(Nodes.Select(n => n.IsLeaderAsync()));
                leader = Nodes.Zip(leads).FirstOrDefault(n => n.Second).First;
                return leader is not null;
            },
            "etcd has a leader");
        return leader!;
    }

    public Task<string> ControlAsync(params string[] arguments)
        => EtcdTools.ControlAsync(new Dictionary<string, string> { ["ETCDCTL_ENDPOINTS"] = Hosts }, arguments);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        folder.Dispose();
    }

    private async Task HealthyAsync()
    {
        foreach (var node in Nodes)
        {
            await Eventually.TrueAsync(node.IsHealthyAsync, $"{node.Name} of etcd serves; its log ends: {node.LastLogLine()}");
        }
    }

    private static IEnumerable<string> Arguments(string address, string members, string scheme) =>
    [
        "--listen-client-urls", $"{scheme}://{address}:2379", "--advertise-client-urls", $"{scheme}://{address}:2379",
        "--listen-peer-urls", $"http://{address}:2380", "--initial-advertise-peer-urls", $"http://{address}:2380",
        "--initial-cluster", members, "--initial-cluster-state", "new", "--logger", "zap", "--log-level", "warn",
    ];

    private static string FreeNetwork(int count)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var network = $"127.{Random.Shared.Next(64, 128)}.{Random.Shared.Next(1, 255)}";
            if (Enumerable.Range(1, count).All(n => IsFree($"{network}.{n}")))
            {
                return network;
            }
        }

        throw new InvalidOperationException("no free loopback addresses were found");
    }

    private static bool IsFree(string address)
    {
        try
        {
            foreach (var port in (int[])[2379, 2380, 2381])
            {
                using var listener = new TcpListener(IPAddress.Parse(address), port);
                listener.Start();
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
