using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Processes;

namespace FireCamp.Engine.Platforms.Local;

/// <summary>Starts and ends the agent processes that play a Local cluster's nodes.</summary>
/// <param name="agentPath">The agent's program: <c>FireCamp.Agent.dll</c> or its native host.</param>
public sealed class LocalNodes(LocalPaths paths, IMetadataStore store, string agentPath, TimeProvider time) : INodeProvider
{
    /// <summary>How long an agent may take until it has its lease: it takes under a second on an idle machine.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);

    /// <summary>How long an agent that got SIGKILL may take to be gone.</summary>
    private static readonly TimeSpan KillTime = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);

    /// <summary>Where agents find the kinds of the services whose replicas they promote.</summary>
    public IReadOnlyList<string> CatalogFolders { get; init; } = [];

    public async Task StartAsync(NodeSpec node, CancellationToken cancel)
    {
        if (AgentLock.HolderOf(paths.AgentPidFile(node.Name)) is { } running && ProcessState.IsStopped(running))
        {
            ProcessSignals.Send(running, ProcessSignals.Continue);
        }

        var started = time.GetTimestamp();
        LocalAgentProcess? agent = null;
        while (!await IsUpAsync(node, cancel).ConfigureAwait(false))
        {
            if (agent is null && !AgentLock.IsHeld(paths.AgentPidFile(node.Name)))
            {
                agent = await LocalAgentProcess.StartAsync(paths, node.Name, agentPath, CatalogFolders, cancel).ConfigureAwait(false);
            }
            else if (agent?.HasEnded == true || time.GetElapsedTime(started) > StartTime)
            {
                throw new FireCampException("NodeNotStarted", $"Node {node.Name} did not start: {LocalAgentProcess.LastWords(paths, node.Name)}",
                    $"See its log, '{paths.AgentLog(node.Name)}'.") { Target = node.Name };
            }

            await Task.Delay(LookEvery, time, cancel).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    /// <remarks>An agent that doesn't answer, such as a frozen one, is killed, and its members with it.</remarks>
    public async Task StopAsync(NodeSpec node, CancellationToken cancel)
    {
        if (AgentLock.HolderOf(paths.AgentPidFile(node.Name)) is not { } process)
        {
            return;
        }

        try
        {
            using var client = new AgentClient($"unix://{paths.AgentSocket(node.Name)}", time);
            await client.StopAsync(cancel).ConfigureAwait(false);
        }
        catch (AgentUnreachableException)
        {
            await CrashAsync(node, cancel).ConfigureAwait(false);
            return;
        }

        await WaitUntilGoneAsync(node, process, Timeout.InfiniteTimeSpan, cancel).ConfigureAwait(false);
    }

    public async Task CrashAsync(NodeSpec node, CancellationToken cancel)
    {
        if (AgentLock.HolderOf(paths.AgentPidFile(node.Name)) is { } process and not 0)
        {
            ProcessSignals.Send(process, ProcessSignals.Kill);
            await WaitUntilGoneAsync(node, process, KillTime, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>The node's agent does nothing until <see cref="Thaw"/>, as if its machine hung; its members' processes run on.</summary>
    public void Freeze(NodeSpec node) => Send(node, ProcessSignals.Stop);

    public void Thaw(NodeSpec node) => Send(node, ProcessSignals.Continue);

    private void Send(NodeSpec node, int signal)
    {
        if (AgentLock.HolderOf(paths.AgentPidFile(node.Name)) is { } process and not 0)
        {
            ProcessSignals.Send(process, signal);
        }
    }

    /// <summary>Whether the process that holds the node's lock answers and has the node's lease.</summary>
    private async Task<bool> IsUpAsync(NodeSpec node, CancellationToken cancel)
    {
        if (!AgentLock.IsHeld(paths.AgentPidFile(node.Name)))
        {
            return false;
        }

        var lease = await store.FindAsync(Keys.Lease(node.Name), MetadataJson.Default.NodeLease, cancel).ConfigureAwait(false);
        if (lease is not { Value.Released: false })
        {
            return false;
        }

        try
        {
            using var client = new AgentClient(lease.Value.Endpoint, time);
            var health = await client.GetHealthAsync(cancel).ConfigureAwait(false);
            return health.Holder == lease.Value.Holder;
        }
        catch (AgentUnreachableException)
        {
            return false;
        }
    }

    private async Task WaitUntilGoneAsync(NodeSpec node, int process, TimeSpan atMost, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (AgentLock.HolderOf(paths.AgentPidFile(node.Name)) == process)
        {
            if (atMost != Timeout.InfiniteTimeSpan && time.GetElapsedTime(started) > atMost)
            {
                throw new FireCampException(
                    "NodeNotKilled",
                    $"The agent of node {node.Name} (process {process}) does not end although it was killed.",
                    "See what it waits for: a disk that hangs keeps a process from ending.") { Target = node.Name };
            }

            await Task.Delay(LookEvery, time, cancel).ConfigureAwait(false);
        }
    }
}
