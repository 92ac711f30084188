using System.Net;
using System.Net.Sockets;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Local;

/// <summary>
/// The platform of a single machine: agents that play nodes supervise the members' processes, and one of them places
/// them.
/// </summary>
/// <param name="contentOf">The folder of a volume's content, by the volume's name.</param>
public sealed class LocalPlatform(
    LocalPaths paths, IMetadataStore store, ISoftwareProvider programs, LocalFence fence, Func<string, string> contentOf) : IPlatform
{
    public string Name => "Local";

    public bool AgentsPromote => true;

    public async Task<IReadOnlyList<NodeStatus>> ListNodesAsync(CancellationToken cancel)
    {
        var cluster = await store.FindAsync(Keys.Cluster, ModelJson.Default.ClusterSpec, cancel).ConfigureAwait(false);
        if (cluster is null)
        {
            return [];
        }

        var leases = (await store.ListAsync(Keys.Leases, MetadataJson.Default.NodeLease, cancel).ConfigureAwait(false))
            .ToDictionary(l => l.Value.Node, l => l.Value, StringComparer.OrdinalIgnoreCase);
        return [.. cluster.Value.Nodes.Select(n => LocalNodeStatus.Of(
            cluster.Value, n, leases.GetValueOrDefault(n.Name), AgentLock.HolderOf(paths.AgentPidFile(n.Name))))];
    }

    public string PathOf(VolumeSpec volume) => contentOf(volume.Name);

    public string RunPathOf(VolumeSpec data) => ShortPath.OfFolder(RunFolder(data.Name));

    public Task<IReadOnlyList<Mistake>> CheckAsync(IReadOnlyList<MemberSpec> members, CancellationToken cancel)
        => Task.FromResult<IReadOnlyList<Mistake>>([.. CheckSoftware(members), .. members.SelectMany(CheckPorts)]);

    public Task EnsureSoftwareAsync(Software software, IProgress<string> progress, CancellationToken cancel)
        => programs.EnsureAsync(software, progress, cancel);

    public Task EnsureMemberAsync(MemberSpec member, string runToken, CancellationToken cancel)
        => MemberUnits.EnsureAsync(store, member, runToken, cancel);

    public Task MoveMemberAsync(MemberSpec member, string from, string runToken, CancellationToken cancel)
        => MemberUnits.LeaveAsync(store, member, from, runToken, cancel);

    public Task StopMemberAsync(string service, string member, CancellationToken cancel)
        => MemberUnits.StopAsync(store, service, member, cancel);

    public async Task RemoveMemberAsync(string service, string member, CancellationToken cancel)
    {
        await StopMemberAsync(service, member, cancel).ConfigureAwait(false);
        await fence.EnsureGoneAsync(service, member, cancel).ConfigureAwait(false);
        ShortPath.Unlink(RunFolder(VolumeSpec.NameOf(paths.Cluster, member, "data")));
        await MemberUnits.ForgetAsync(store, service, member, cancel).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<UnitStatus>> ObserveAsync(string? service, CancellationToken cancel)
        => [.. (await MemberUnits.ListAsync(store, service, cancel).ConfigureAwait(false))
            .Select(u => new UnitStatus(u.Service, u.Member, u.MeantToRun, u.RunToken, u.Node, u.Reason))];

    private string RunFolder(string dataVolume) => Path.Combine(contentOf(dataVolume), "run");

    private IEnumerable<Mistake> CheckSoftware(IReadOnlyList<MemberSpec> members)
        => members.Select(m => m.Workload.Software).Distinct()
            .Select(programs.WhyNotInstallable).OfType<string>().Distinct()
            .Select(why => new Mistake("software", why));

    private static IEnumerable<Mistake> CheckPorts(MemberSpec member)
        => member.Workload.Ports
            .Where(p => member.Address is not null && !IsFree(member.Address, p.Number))
            .Select(p => new Mistake(
                member.Name, $"port {p.Number} ({p.Name}) on {member.Address} is in use by another process, or may not be used."));

    private static bool IsFree(string address, int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
