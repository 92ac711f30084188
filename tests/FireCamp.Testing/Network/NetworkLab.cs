using System.Globalization;

namespace FireCamp.Testing.Network;

/// <summary>Three nodes on one Ethernet, each in a network namespace of its own, joined by a bridge in a fourth one.</summary>
/// <remarks>
/// A namespace lives as long as its holder, a process that ends with the test's: nothing is left, however the test ends. Nothing of the
/// machine's own network is touched. Nodes have 10.9.0.11 and up, and the pool is 10.9.0.100-10.9.0.150.
/// </remarks>
public sealed class NetworkLab : IAsyncLifetime
{
    public const string Pool = "10.9.0.100-10.9.0.150";

    private readonly List<IDisposable> parts = [];

    /// <summary>Why there is no lab; null when there is one.</summary>
    public string? Missing { get; private set; }

    public IReadOnlyList<LabNode> Nodes { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        (var nft, Missing) = await TestTools.FindAsync("nft");
        Missing ??= !Environment.IsPrivilegedProcess ? "networks of their own need root" : null;
        Missing ??= await ProbeAsync();
        if (Missing is not null)
        {
            return;
        }

        var bridge = await HolderAsync();
        await RunAsync(bridge, "ip link add br0 type bridge && ip link set br0 up");
        var nodes = new List<LabNode>();
        foreach (var name in (string[])["a", "b", "c"])
        {
            var holder = await HolderAsync();
            var number = nodes.Count + 11;
            await RunAsync(bridge, string.Create(CultureInfo.InvariantCulture,
                $"ip link add p-{name} type veth peer name eth0 netns {holder.Id} && ip link set p-{name} master br0 up"));
            await RunAsync(holder, $"ip link set lo up && ip address add 10.9.0.{number}/24 dev eth0 && ip link set eth0 up");
            nodes.Add(new LabNode(name, holder, Pool, nft!));
        }

        Nodes = nodes;
        foreach (var node in nodes)
        {
            await node.ReadyAsync();
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var part in Nodes.Concat(parts))
        {
            part.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private static async Task<string?> ProbeAsync()
    {
        foreach (var tool in (string[])["ip", "unshare", "nsenter"])
        {
            if (!Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(f => File.Exists(Path.Combine(f, tool))))
            {
                return $"missing: {tool}";
            }
        }

        using var trial = ChildProcess.Run("unshare", "--net", "ip", "link", "add", "x", "type", "veth");
        await trial.Process.WaitForExitAsync();
        return trial.Process.ExitCode == 0 ? null : "network namespaces with veth interfaces can't be made here";
    }

    private static async Task RunAsync(ChildProcess holder, string script)
    {
        using var process = ChildProcess.Run("nsenter", [.. LabNode.Enter(holder)[1..], "sh", "-c", script]);
        await process.EndedWellAsync();
    }

    // Its input ends when the test's process does, in whatever way.
    private async Task<ChildProcess> HolderAsync()
    {
        var holder = ChildProcess.Run("unshare", "--net", "sh", "-c", "echo ready; exec cat");
        parts.Add(holder);
        Assert.Equal("ready", await holder.ReadLineAsync());
        return holder;
    }
}
