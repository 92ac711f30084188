using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.Lab.Swarm;

/// <summary>A swarm whose machines have no agents yet: each waits for one that is installed, and keeps it running as an init system would.</summary>
public static class BareSwarm
{
    public const string Cluster = "t1";

    public const string NextVersion = "1.0.0-next";

    /// <param name="variables">Environment of the agents, as <c>NAME=VALUE</c>.</param>
    public static SwarmLabOptions Options(int nodes, params IReadOnlyList<string> variables) => new()
    {
        Nodes = nodes,
        NodeHook = "until [ -e /opt/firecamp/current ] && [ -e /etc/firecamp/agent.args ]; do sleep 0.1; done; "
            + $"exec env {string.Join(' ', variables)} /opt/firecamp/current/FireCamp.Agent @/etc/firecamp/agent.args",

        // A machine whose agent is dockerd's volume driver has it before dockerd.
        NodeHookReady = "! grep -qx member /etc/firecamp/agent.args || test -S /run/docker/plugins/firecamp.sock",
    };

    /// <summary>Agents over the lab's own remote shell.</summary>
    /// <param name="signal">What ends the running agent, so that it is started again.</param>
    public static AgentInstallRequest Install(SwarmLab lab, string signal)
        => Over(lab) with { StartCommand = $"kill -s {signal} \"$(cat /run/lab/hook.pid)\"" };

    /// <summary>Agents in containers, of the lab's image that has all they need.</summary>
    public static AgentInstallRequest InstallContainers(SwarmLab lab) => Over(lab) with { InContainer = true, BaseImage = "firecamp-base:12" };

    /// <summary>The same agent under another version's name, as a folder that engines install from.</summary>
    public static string NextBundle(string home)
    {
        var bundle = Directory.CreateDirectory(Path.Combine(home, "next")).FullName;
        File.CreateSymbolicLink(Path.Combine(bundle, "agent.tar.gz"), Path.Combine(Checkout.AgentBundle, "agent.tar.gz"));
        File.WriteAllText(Path.Combine(bundle, "version"), NextVersion);
        return bundle;
    }

    private static AgentInstallRequest Over(SwarmLab lab) => new()
    {
        RemoteShell = $"'{Path.Combine(Checkout.Root, "tests", "lab", "swarm")}' --dir '{lab.Path}' exec",
        Hosts = Nodes(lab).ToDictionary(n => n, n => n),
    };

    public static IReadOnlyList<string> Nodes(SwarmLab lab) => [.. Enumerable.Range(1, int.Parse(lab.Env["LAB_NODES"])).Select(i => $"n{i}")];

    public static CreateClusterRequest Request(SwarmLab lab)
    {
        var net = lab.Env["LAB_SUBNET"][..lab.Env["LAB_SUBNET"].LastIndexOf('.')];
        return new CreateClusterRequest
        {
            Name = Cluster,
            Platform = "Swarm",
            Settings = new Dictionary<string, string>
            {
                ["Managers"] = lab.Env["LAB_DOCKER_TCP_HOSTS"].Split(',')[0],
                ["DockerCertificates"] = lab.Env["LAB_DOCKER_CERT_PATH"],
                ["MetadataStore"] = $"etcd://{net}.51:2379,{net}.52:2379,{net}.53:2379",
                ["DnsServer"] = lab.Env["LAB_DNS_SERVER"],
                ["DnsKey"] = lab.Env["LAB_TSIG_KEY_FILE"],
                ["StaticIpPool"] = lab.Env["LAB_ADDRESS_POOL"],
                ["SharedStorage"] = lab.Env["LAB_SHARED_STORAGE"],
            },
        };
    }
}
