using System.Collections.Concurrent;
using FireCamp.Engine.Volumes.Ebs;

namespace FireCamp.Testing.Aws;

/// <summary>The mounters of several nodes that this one machine plays.</summary>
public sealed class NodeMounters(Func<string, IVolumeMounter> make) : IVolumeMounter
{
    private readonly ConcurrentDictionary<string, IVolumeMounter> nodes = new();

    public Task<string> MountAsync(string name, string node, string volumeId, string device, CancellationToken cancel)
        => Of(node).MountAsync(name, node, volumeId, device, cancel);

    public Task UnmountAsync(string name, string node, CancellationToken cancel) => Of(node).UnmountAsync(name, node, cancel);

    public Task FlushAsync(string name, string node, CancellationToken cancel) => Of(node).FlushAsync(name, node, cancel);

    public Task GrowAsync(string name, string node, CancellationToken cancel) => Of(node).GrowAsync(name, node, cancel);

    public string? FindFolder(string name, string node) => Of(node).FindFolder(name, node);

    private IVolumeMounter Of(string node) => nodes.GetOrAdd(node, make);
}
