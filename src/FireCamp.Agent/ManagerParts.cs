using System.Runtime.InteropServices;
using FireCamp.Agent.Leases;
using FireCamp.Agent.Scheduling;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Platforms.Swarm;

namespace FireCamp.Agent;

/// <summary>What the agent of a manager consists of besides, or alone: it guards the cluster's nodes by way of its own dockerd.</summary>
internal static class ManagerParts
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>Guards the cluster's nodes until cancelled.</summary>
    public static async Task RunAsync(
        AgentArguments arguments, SwarmArguments swarm, IMetadataStore store, TimeProvider time, AgentLog log, CancellationToken cancel)
    {
        await DockerAsync(swarm.DockerSocket, time, cancel).ConfigureAwait(false);
        using var managers = new SwarmConnection(new SwarmConnectionSpec { Endpoints = [$"unix://{swarm.DockerSocket}"] }, time);
        var platform = new SwarmLostNodes(managers, arguments.Cluster);
        await new LeaseGuard(store, platform, arguments.Node, new LeaseWatcher(time), log).RunAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Runs an agent that does nothing else, until it is told to stop.</summary>
    public static async Task RunAloneAsync(AgentArguments arguments, SwarmArguments swarm, IMetadataStore store, TimeProvider time, AgentLog log)
    {
        using var stopping = new CancellationTokenSource();
        using var term = StopOn(PosixSignal.SIGTERM, stopping, log);
        using var interrupt = StopOn(PosixSignal.SIGINT, stopping, log);
        log.Write($"Manager {arguments.Node} guards the cluster's nodes.");
        await RunAsync(arguments, swarm, store, time, log, stopping.Token).ConfigureAwait(false);
    }

    // Agents are up before dockerd.
    private static async Task DockerAsync(string socket, TimeProvider time, CancellationToken cancel)
    {
        while (!File.Exists(socket))
        {
            await Task.Delay(LookEvery, time, cancel).ConfigureAwait(false);
        }
    }

    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stopping, AgentLog log)
        => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            log.Write($"Got {signal}.");
            stopping.Cancel();
        });
}
