using FireCamp.Engine.Model;

namespace FireCamp.Agent.Node;

/// <summary>A node's agent from start to end: one session after the other under ever new holder ids, until it is told to stop.</summary>
internal sealed class NodeAgent(NodeContext node, AgentParts parts) : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource stopping = new();
    private volatile NodeSession? session;

    public NodeContext Node => node;

    public AgentParts Parts => parts;

    /// <summary>The session under way; null while the node has no lease.</summary>
    public NodeSession? Session => session;

    /// <summary>Asks it to end in order; returns at once, and may be called again.</summary>
    public void Stop() => stopping.Cancel();

    /// <summary>Returns once it was stopped in order.</summary>
    /// <exception cref="FireCampException">It can't begin: the cluster or the node is not there, or the store can't be used.</exception>
    public async Task RunAsync()
    {
        var next = node.WaitsForStore
            ? await RejoinAsync().ConfigureAwait(false)
            : await NodeSession.BeginAsync(node, parts, stopping.Token).ConfigureAwait(false);
        while (next is not null)
        {
            using (next)
            {
                session = next;
                node.Log.Write($"Node {node.Node} is up as {next.Hold.Holder}.");
                var inOrder = await next.RunAsync(stopping.Token).ConfigureAwait(false);
                session = null;
                if (inOrder)
                {
                    node.Log.Write($"Node {node.Node} stopped in order.");
                    return;
                }
            }

            node.Log.Write("The lease was lost: every member's process was killed. A new lease is taken as soon as that can be.");
            next = await RejoinAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => stopping.Dispose();

    /// <summary>A new session; null when the agent was told to stop, or its cluster is gone for good.</summary>
    private async Task<NodeSession?> RejoinAsync()
    {
        var said = false;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                return await NodeSession.BeginAsync(node, parts, stopping.Token).ConfigureAwait(false);
            }
            catch (NotFoundException e) when (!node.WaitsForStore)
            {
                node.Log.Write($"The agent ends: {e.Message}");
                return null;
            }
            catch (FireCampException) when (node.IsStoreGone())
            {
                node.Log.Write("The agent ends: the metadata store is gone.");
                return null;
            }
            catch (Exception e) when (e is FireCampException or OperationCanceledException)
            {
                node.Log.WriteOnce(ref said, $"The node can't have its lease yet: {e.Message}");
                await Task.Delay(RetryAfter, node.Time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return null;
    }
}
