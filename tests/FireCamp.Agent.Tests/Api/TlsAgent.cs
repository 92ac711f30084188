using System.Net;
using FireCamp.Agent.Api;
using FireCamp.Agent.Leases;
using FireCamp.Agent.Members;
using FireCamp.Agent.Node;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Logs;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Platforms.Local;
using FireCamp.Engine.Platforms.Local.Packages;
using FireCamp.Engine.Secrets;
using FireCamp.Engine.Volumes;
using Microsoft.AspNetCore.Builder;

namespace FireCamp.Agent.Tests.Api;

/// <summary>An agent's real server on loopback, without a node's life behind it.</summary>
internal sealed class TlsAgent : IAsyncDisposable
{
    private readonly NodeAgent agent;
    private readonly WebApplication server;

    private TlsAgent(NodeAgent agent, WebApplication server)
    {
        (this.agent, this.server) = (agent, server);
        Port = new Uri(server.Urls.Single(u => u.Contains("127.0.0.1", StringComparison.Ordinal))).Port;
    }

    public int Port { get; }

    public string Endpoint => $"https://127.0.0.1:{Port}";

    public NodeContext Node => agent.Node;

    public AgentParts Parts => agent.Parts;

    public static async Task<TlsAgent> StartAsync(string folder, string node, IAgentIdentities identities, TimeProvider time)
    {
        var leases = new LeaseWatcher(time);
        var context = ContextOf(folder, node, identities, leases);
        Directory.CreateDirectory(context.Paths.NodeFolder(node));
        var preparer = new MemberPreparer(context, new DebianPackages(context.Paths.PackagesFolder));
        var parts = new AgentParts(context.Store, leases, new PledgeBook(time), new ChildTable())
        {
            HostOf = launcher => new ChildHost(preparer, launcher),
        };
        var agent = new NodeAgent(context, parts);
        return new TlsAgent(agent, await AgentServer.StartAsync(agent, new FileLogReader(context.Paths.LogsFolder, time)));
    }

    public static NodeContext ContextOf(string folder, string node, IAgentIdentities identities, LeaseWatcher leases)
    {
        var time = leases.Time;
        var paths = new LocalPaths(folder, "t1");
        var store = new InMemoryMetadataStore(time);
        return new NodeContext
        {
            Cluster = "t1",
            Node = node,
            Paths = paths,
            Store = store,
            Secrets = new SealedSecretStore(store, new FileKeyProvider(paths.KeyFile)),
            Volumes = new DirectoryVolumeProvider(paths.VolumesFolder, paths.SnapshotsFolder, time),
            Time = time,
            Log = new AgentLog(TextWriter.Null, time),
            Peers = new LeasePeers(leases, identities, time),
            Listener = new AgentListener(new IPEndPoint(IPAddress.Loopback, 0), identities),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        agent.Parts.Launcher.Dispose();
        agent.Dispose();
    }
}
