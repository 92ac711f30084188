using FireCamp.Engine.Model;

namespace FireCamp.Lab.Watches;

/// <summary>Sees that never two members of a service are down at once: by their processes and by what FireCamp says.</summary>
/// <param name="electing">Whether the members themselves elect their leader: while they do, none of them is ready.</param>
public sealed class DownWatch(LabCluster lab, string service, IReadOnlyList<string> volumes, bool electing = false) : Watch
{
    private readonly List<string> order = [];

    /// <summary>The volumes of members that were down, in the order in which that was first seen.</summary>
    public IReadOnlyList<string> Order => order;

    protected override TimeSpan Between => TimeSpan.FromMilliseconds(5);

    protected override async Task LookOnceAsync(CancellationToken cancel)
    {
        var down = Down();
        if (down.Count > 1)
        {
            Report($"without a process at once: {string.Join(", ", down)}");
        }

        order.AddRange(down.Where(v => !order.Contains(v)));
        var unready = (await lab.Cluster.ListMembersAsync(service, cancel)).Where(m => m.Phase != MemberPhase.Ready).ToList();
        if (unready.Count > 1 && !electing)
        {
            Report($"not ready at once: {string.Join(", ", unready.Select(m => $"{m.Name} ({m.Phase}: {m.Reason})"))}");
        }
    }

    private List<string> Down()
    {
        var running = lab.ServerProcesses().Select(p => p.Volume).ToHashSet();
        return [.. volumes.Where(v => !running.Contains(v))];
    }
}
