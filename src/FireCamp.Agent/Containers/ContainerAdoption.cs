using System.Collections.Concurrent;
using FireCamp.Agent.Leases;
using FireCamp.Agent.Node;
using FireCamp.Agent.Supervision;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Containers;

/// <summary>Containers that outlived the agent that let them go, and are to be looked after again.</summary>
internal sealed class ContainerAdoption(string cluster, string node, IMetadataStore store, ContainerTools tools, HoldFile file) : IAdoption
{
    private readonly ConcurrentDictionary<int, ForeignProcess> known = new();

    public HoldFile File => file;

    /// <summary>Whether the container of this first process was let go by the agent before, under the hold that goes on.</summary>
    public bool IsKnown(int process) => known.ContainsKey(process);

    public async Task AdoptAsync(string holder, CancellationToken cancel)
    {
        var claims = (await store.ListAsync(Keys.Claims(), MetadataJson.Default.MemberClaim, cancel).ConfigureAwait(false)).Select(c => c.Value)
            .Where(c => !c.Released && c.Holder == holder).ToList();
        var units = (await store.ListAsync(Keys.Units(), PlatformsJson.Default.MemberUnit, cancel).ConfigureAwait(false)).Select(u => u.Value)
            .Where(u => u.MeantToRun && string.Equals(u.Node, node, StringComparison.OrdinalIgnoreCase));
        foreach (var member in claims.Select(c => c.Member).Intersect(units.Select(u => u.Member), StringComparer.OrdinalIgnoreCase))
        {
            foreach (var process in ContainerScan.FindOf(VolumeSpec.NameOf(cluster, member, "data")))
            {
                if (!IsKnown(process) && ForeignProcess.Find(process) is { } first)
                {
                    tools.Children.Add(first);
                    known[process] = first;
                    _ = ForgetAsync(first);
                }
            }
        }

        await ContainerScan.KillAsync(ContainerScan.FindAll(cluster).Except(known.Keys), cancel).ConfigureAwait(false);
    }

    public async Task EndAllAsync(CancellationToken cancel)
    {
        if (await ContainerScan.KillAsync(ContainerScan.FindAll(cluster), cancel).ConfigureAwait(false) is > 0 and var killed)
        {
            tools.Log.Write($"{killed} containers that an earlier agent or hold left were killed.");
        }

        known.Clear();
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

    private async Task ForgetAsync(ForeignProcess first)
    {
        await first.Ended.ConfigureAwait(false);
        known.TryRemove(KeyValuePair.Create(first.Id, first));
        tools.Children.Remove(first);
        first.Dispose();
    }
}
