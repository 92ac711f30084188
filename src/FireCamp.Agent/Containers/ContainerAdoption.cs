using System.Collections.Concurrent;
using FireCamp.Agent.Leases;
using FireCamp.Agent.Members;
using FireCamp.Agent.Node;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Containers;

/// <summary>Containers that outlived the agent that let them go, and are to be looked after again.</summary>
/// <param name="addresses">The members' addresses on this node; null where they have none.</param>
internal sealed class ContainerAdoption(NodeContext node, ContainerTools tools, FencedAddresses? addresses, HoldFile file) : IAdoption
{
    /// <summary>First processes, each with its member's data volume.</summary>
    private readonly ConcurrentDictionary<int, (ForeignProcess First, string Volume)> known = new();

    public HoldFile File => file;

    /// <summary>Whether the container of this first process was let go by the agent before, under the hold that goes on.</summary>
    public bool IsKnown(int process) => known.ContainsKey(process);

    /// <summary>Whether such a container still runs in the data volume.</summary>
    public bool RunsIn(string volume) => known.Values.Any(k => string.Equals(k.Volume, volume, StringComparison.OrdinalIgnoreCase));

    public async Task AdoptAsync(string holder, CancellationToken cancel)
    {
        var claims = (await node.Store.ListAsync(Keys.Claims(), MetadataJson.Default.MemberClaim, cancel).ConfigureAwait(false))
            .Select(c => c.Value).Where(c => !c.Released && c.Holder == holder)
            .Select(c => new MemberKey(c.Service, c.Member)).ToHashSet();
        var units = (await node.Store.ListAsync(Keys.Units(), PlatformsJson.Default.MemberUnit, cancel).ConfigureAwait(false)).Select(u => u.Value)
            .Where(u => u.MeantToRun && string.Equals(u.Node, node.Node, StringComparison.OrdinalIgnoreCase));
        foreach (var unit in units.Where(u => claims.Contains(new MemberKey(u.Service, u.Member))))
        {
            await KeepAddressAsync(unit, cancel).ConfigureAwait(false);
            Adopt(VolumeSpec.NameOf(node.Cluster, unit.Member, "data"));
        }

        await ContainerScan.KillAsync(ContainerScan.FindAll(node.Cluster).Except(known.Keys), cancel).ConfigureAwait(false);
    }

    public async Task EndAllAsync(CancellationToken cancel)
    {
        if (await ContainerScan.KillAsync(ContainerScan.FindAll(node.Cluster), cancel).ConfigureAwait(false) is > 0 and var killed)
        {
            tools.Log.Write($"{killed} containers that an earlier agent or hold left were killed.");
        }

        known.Clear();
        addresses?.KeepNone();
    }

    /// <summary>How much of the hold of the agent before is left; zero when nothing can be adopted.</summary>
    public TimeSpan Remaining
    {
        get
        {
            var now = tools.Time.GetTimestamp();
            return file.Read() is { Until: var until } && until > now ? tools.Time.GetElapsedTime(now, until) : TimeSpan.Zero;
        }
    }

    // Before the first renewal of the fence, which closes what it isn't told.
    private async Task KeepAddressAsync(MemberUnit unit, CancellationToken cancel)
    {
        if (addresses is not null
            && (await MemberRecords.FindOutlineAsync(node.Store, unit.Service, unit.Member, cancel).ConfigureAwait(false))?.Address is { } address)
        {
            addresses.Keep(address);
        }
    }

    private void Adopt(string volume)
    {
        foreach (var process in ContainerScan.FindOf(volume))
        {
            if (!IsKnown(process) && ForeignProcess.Find(process) is { } first)
            {
                tools.Children.Add(first);
                known[process] = (first, volume);
                _ = ForgetAsync(first);
            }
        }
    }

    private async Task ForgetAsync(ForeignProcess first)
    {
        await first.Ended.ConfigureAwait(false);
        known.TryRemove(first.Id, out _);
        tools.Children.Remove(first);
        first.Dispose();
    }
}
