using Docker.DotNet;
using Docker.DotNet.Models;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>The machines of a swarm.</summary>
public sealed class SwarmNodes(SwarmConnection swarm) : INodeDrainer
{
    public Task CloseAsync(string node, CancellationToken cancel)
        => ChangeAsync(
            node,
            spec =>
            {
                var takesNone = spec.Availability is "pause" or "drain";
                if (takesNone && Reason(spec) == DrainReason.Suspended)
                {
                    return false;
                }

                Mark(spec, takesNone ? spec.Availability! : "pause", DrainReason.Suspended);
                return true;
            },
            cancel);

    public Task DrainAsync(string node, DrainReason reason, CancellationToken cancel)
        => ChangeAsync(
            node,
            spec =>
            {
                var isDone = reason == DrainReason.Lost ? spec.Availability != "active" : spec.Availability == "drain" && Reason(spec) == reason;
                if (isDone)
                {
                    return false;
                }

                // Draining would stop what others run there, too, and a member that has nowhere else to go.
                Mark(spec, reason == DrainReason.Lost ? "pause" : "drain", reason);
                return true;
            },
            cancel);

    public Task LetBackAsync(string node, DrainReason reason, CancellationToken cancel)
        => ChangeAsync(
            node,
            spec =>
            {
                if ((reason == DrainReason.Lost && Reason(spec) != DrainReason.Lost) || (spec.Availability == "active" && Reason(spec) is null))
                {
                    return false;
                }

                spec.Availability = "active";
                spec.Labels?.Remove(SwarmNames.Drained);
                return true;
            },
            cancel);

    /// <summary>What is wrong with the machines as places for members; all of it.</summary>
    public async Task<IReadOnlyList<Mistake>> CheckAsync(SwarmMemberOptions options, CancellationToken cancel)
        => SwarmCheck.Nodes(await ListAsync(SwarmPatience.Look, cancel).ConfigureAwait(false), options);

    /// <summary>The machines that members may run on.</summary>
    public async Task<IReadOnlyList<NodeSpec>> FindAsync(SwarmMemberOptions options, CancellationToken cancel)
        =>
        [
            .. (await ListAsync(SwarmPatience.Look, cancel).ConfigureAwait(false)).Where(n => n.IsFor(options))
                .Select(n => new NodeSpec(n.Name, n.Zone, n.Memory)),
        ];

    internal async Task<IReadOnlyList<SwarmNode>> ListAsync(SwarmPatience patience, CancellationToken cancel)
        => [.. (await ReadAsync(patience, cancel).ConfigureAwait(false)).Select(SwarmNode.Of).OrderBy(n => n.Name, StringComparer.Ordinal)];

    private Task<IList<NodeListResponse>> ReadAsync(SwarmPatience patience, CancellationToken cancel)
        => swarm.CallAsync("Listing the swarm's nodes", (d, c) => d.Swarm.ListNodesAsync(c), patience, cancel);

    /// <param name="change">Returns whether it changed anything; runs again when somebody else was quicker.</param>
    private async Task ChangeAsync(string node, Func<NodeUpdateParameters, bool> change, CancellationToken cancel)
    {
        while (true)
        {
            var found = (await ReadAsync(SwarmPatience.Change, cancel).ConfigureAwait(false))
                .FirstOrDefault(n => string.Equals(n.Description?.Hostname, node, StringComparison.OrdinalIgnoreCase))
                ?? throw new NotFoundException("Node", node, "See the swarm's nodes with Get-FireCampNode.");
            if (found.Spec is null || !change(found.Spec))
            {
                return;
            }

            try
            {
                await swarm.ChangeAsync(
                    $"Changing node {node}", (d, c) => d.Swarm.UpdateNodeAsync(found.ID, found.Version?.Index ?? 0, found.Spec, c), cancel)
                    .ConfigureAwait(false);
                return;
            }
            catch (DockerApiException e) when (SwarmFault.IsConflict(e))
            {
                cancel.ThrowIfCancellationRequested();
            }
        }
    }

    private static void Mark(NodeUpdateParameters spec, string availability, DrainReason reason)
    {
        spec.Availability = availability;
        spec.Labels = new Dictionary<string, string>(spec.Labels ?? new Dictionary<string, string>()) { [SwarmNames.Drained] = reason.ToString() };
    }

    private static DrainReason? Reason(NodeUpdateParameters spec)
        => spec.Labels is { } labels && labels.TryGetValue(SwarmNames.Drained, out var text) && Enum.TryParse<DrainReason>(text, out var reason)
            ? reason
            : null;
}
