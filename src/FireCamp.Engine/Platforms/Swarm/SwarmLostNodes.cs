using Docker.DotNet;
using Docker.DotNet.Models;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>Has Swarm start a lost node's members elsewhere without waiting for the node.</summary>
/// <remarks>
/// A drained node's tasks are replaced only once they have stopped, or Swarm has given the node up by its heartbeat. So each member's
/// service is updated instead, to a place that isn't the node, with the new task started before the old one is stopped, for which Swarm
/// waits for nothing. The two never run at once, for the new one waits for the member's claim.
/// </remarks>
public sealed class SwarmLostNodes(SwarmConnection swarm, string cluster) : ILostNodes
{
    private const string NewFirst = "start-first";
    private const string OldFirst = "stop-first";
    private const string NotOn = "node.id!=";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>A member that has been started elsewhere for so long and doesn't run is in some trouble of its own.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);

    private readonly SwarmNodes nodes = new(swarm);

    public async Task<IReadOnlyList<LostMember>> EmptyAsync(string node, CancellationToken cancel)
    {
        await nodes.DrainAsync(node, DrainReason.Lost, cancel).ConfigureAwait(false);
        var there = await FindAsync(node, cancel).ConfigureAwait(false);
        var members = (await TasksAsync(cancel).ConfigureAwait(false)).Where(t => t.NodeId == there.Id)
            .Select(t => t.Member).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return await ChangeAsync(s => members.Contains(s.Label(SwarmNames.Member) ?? "") && KeepOff(s.Spec, there), cancel).ConfigureAwait(false);
    }

    public async Task<bool> LetBackAsync(string node, CancellationToken cancel)
    {
        var there = await FindAsync(node, cancel).ConfigureAwait(false);
        await SettleAsync(there, cancel).ConfigureAwait(false);
        var changed = await ChangeAsync(s => Allow(s.Spec, there), cancel).ConfigureAwait(false);
        await nodes.LetBackAsync(node, DrainReason.Lost, cancel).ConfigureAwait(false);
        return changed.Count > 0 || there.Drain == DrainReason.Lost;
    }

    // Of two tasks of a member Swarm keeps either when its service changes. So the new one must have replaced the old one before.
    private async Task SettleAsync(SwarmNode node, CancellationToken cancel)
    {
        var started = swarm.Time.GetTimestamp();
        while (swarm.Time.GetElapsedTime(started) < LongestStart)
        {
            var members = (await TasksAsync(cancel).ConfigureAwait(false)).GroupBy(t => t.Member, StringComparer.OrdinalIgnoreCase);
            if (!members.Any(m => m.Any(t => t.NodeId == node.Id) && m.Any(t => t.NodeId is { } other && other != node.Id)))
            {
                return;
            }

            await Task.Delay(Look, swarm.Time, cancel).ConfigureAwait(false);
        }
    }

    private async Task<IEnumerable<SwarmTask>> TasksAsync(CancellationToken cancel)
        => (await new SwarmTasks(cluster, swarm).ListAsync(SwarmPatience.Change, cancel).ConfigureAwait(false)).Where(t => t.IsWanted);

    private static bool KeepOff(ServiceSpec spec, SwarmNode node)
    {
        var place = (spec.TaskTemplate ??= new TaskSpec()).Placement ??= new Placement();
        if (place.Constraints?.Contains(NotOn + node.Id) == true)
        {
            return false;
        }

        place.Constraints = [.. place.Constraints ?? [], NotOn + node.Id];
        (spec.UpdateConfig ??= new SwarmUpdateConfig()).Order = NewFirst;
        return true;
    }

    // A task that runs where it still may isn't replaced for a constraint that goes.
    private static bool Allow(ServiceSpec spec, SwarmNode node)
    {
        if (spec.TaskTemplate?.Placement?.Constraints is not { } constraints || !constraints.Contains(NotOn + node.Id))
        {
            return false;
        }

        spec.TaskTemplate.Placement.Constraints = [.. constraints.Where(c => c != NotOn + node.Id)];
        if (!spec.TaskTemplate.Placement.Constraints.Any(c => c.StartsWith(NotOn, StringComparison.Ordinal)))
        {
            (spec.UpdateConfig ??= new SwarmUpdateConfig()).Order = OldFirst;
        }

        return true;
    }

    private async Task<SwarmNode> FindAsync(string node, CancellationToken cancel)
        => (await nodes.ListAsync(SwarmPatience.Change, cancel).ConfigureAwait(false))
            .FirstOrDefault(n => string.Equals(n.Name, node, StringComparison.OrdinalIgnoreCase))
            ?? throw new Model.NotFoundException("Node", node, "See the swarm's nodes with Get-FireCampNode.");

    /// <param name="change">Returns whether it changed the service; runs again on those that somebody else changed meanwhile.</param>
    private async Task<IReadOnlyList<LostMember>> ChangeAsync(Func<SwarmFound, bool> change, CancellationToken cancel)
    {
        List<LostMember> changed = [];
        while (true)
        {
            var services = (await ListAsync(cancel).ConfigureAwait(false)).Where(change).ToList();
            var written = await Task.WhenAll(services.Select(s => TryPutAsync(s, cancel))).ConfigureAwait(false);
            changed.AddRange(services.Zip(written).Where(w => w.Second).Select(w => MemberOf(w.First)));
            if (written.All(w => w))
            {
                return changed;
            }
        }
    }

    private async Task<IEnumerable<SwarmFound>> ListAsync(CancellationToken cancel)
    {
        var filter = new ServiceListParameters
        {
            Filters = new Dictionary<string, IDictionary<string, bool>>
            {
                ["label"] = new Dictionary<string, bool> { [$"{SwarmNames.Cluster}={cluster}"] = true },
            },
        };
        return (await swarm.CallAsync("Listing the members' services", (d, c) => d.Swarm.ListServicesAsync(filter, c), SwarmPatience.Change, cancel)
            .ConfigureAwait(false)).Select(SwarmFound.Of);
    }

    private async Task<bool> TryPutAsync(SwarmFound found, CancellationToken cancel)
    {
        try
        {
            await swarm.ChangeAsync(
                $"Moving service {found.Name}",
                (d, c) => d.Swarm.UpdateServiceAsync(
                    found.Id, new ServiceUpdateParameters { Service = found.Spec, Version = found.Version }, c),
                cancel).ConfigureAwait(false);
            return true;
        }
        catch (DockerApiException e) when (SwarmFault.IsConflict(e) || SwarmFault.IsAbsent(e))
        {
            cancel.ThrowIfCancellationRequested();
            return false;
        }
    }

    private static LostMember MemberOf(SwarmFound found)
        => new(found.Label(SwarmNames.Service) ?? "", found.Label(SwarmNames.Member) ?? found.Name);
}
