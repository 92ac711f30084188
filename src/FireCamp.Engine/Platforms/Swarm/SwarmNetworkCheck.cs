using Docker.DotNet;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Checks;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>Whether the network that members are to be on is there and is one that they, and their clients, can join on every node.</summary>
public sealed class SwarmNetworkCheck(SwarmConnection swarm, string network) : IClusterCheck
{
    public string Name => "Network";

    public string Target => network;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public async Task<Mistake?> FindMistakeAsync(CancellationToken cancel)
    {
        try
        {
            var found = await swarm.CallAsync(
                $"Looking for network {network}", (d, c) => d.Networks.InspectNetworkAsync(network, c), SwarmPatience.Look, cancel)
                .ConfigureAwait(false);
            return found switch
            {
                { Driver: not "overlay" } => Wrong($"'{network}' is a {found.Driver} network of one machine; members need an overlay network."),
                { Ingress: true } => Wrong($"'{network}' is the swarm's ingress network, which no container can join."),
                { Attachable: false } => Wrong($"network '{network}' is not attachable, so members' clients can't join it."),
                _ => null,
            };
        }
        catch (DockerApiException e) when (SwarmFault.IsAbsent(e))
        {
            return Wrong($"the swarm has no network '{network}'.");
        }
    }

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancel)
        => await FindMistakeAsync(cancel).ConfigureAwait(false) is { } mistake
            ? [Finding.Failed(network, char.ToUpperInvariant(mistake.Message[0]) + mistake.Message[1..], "Members can't be started without it.")]
            : [Finding.Passed(network, "It is an attachable overlay network; members' names are known in it alone.")];

    private static Mistake Wrong(string what) => new("Network", $"{what} Make one: docker network create --driver overlay --attachable NAME");
}
