using System.Collections.Concurrent;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Testing.Fakes;

/// <summary>Nodes that are up or not.</summary>
public sealed class FakeNodeProvider : INodeProvider
{
    private readonly ConcurrentDictionary<string, bool> up = new();

    public bool IsUp(string node) => up.ContainsKey(node);

    public IReadOnlyList<string> Up => [.. up.Keys.Order(StringComparer.Ordinal)];

    public Task StartAsync(NodeSpec node, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        up[node.Name] = true;
        return Task.CompletedTask;
    }

    public Task StopAsync(NodeSpec node, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        up.TryRemove(node.Name, out _);
        return Task.CompletedTask;
    }

    public Task CrashAsync(NodeSpec node, CancellationToken cancel) => StopAsync(node, cancel);
}
