using System.Collections.Concurrent;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Testing.Fakes;

/// <summary>Nodes that take members or don't.</summary>
public sealed class FakeNodeDrainer : INodeDrainer
{
    private readonly ConcurrentDictionary<string, NodeAvailability> shut = new();

    /// <summary>What nodes that aren't open are, by name.</summary>
    public IReadOnlyDictionary<string, NodeAvailability> Shut => shut;

    public bool IsOpen(string node) => !shut.ContainsKey(node);

    public Task CloseAsync(string node, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        shut.TryAdd(node, NodeAvailability.Closed);
        return Task.CompletedTask;
    }

    public Task DrainAsync(string node, DrainReason reason, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        shut[node] = NodeAvailability.Drained;
        return Task.CompletedTask;
    }

    public Task LetBackAsync(string node, DrainReason reason, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        shut.TryRemove(node, out _);
        return Task.CompletedTask;
    }
}
