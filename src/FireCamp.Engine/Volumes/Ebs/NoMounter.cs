namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>For those who make, snapshot and delete volumes without being a node: nothing is ever mounted.</summary>
public sealed class NoMounter : IVolumeMounter
{
    public Task<string> MountAsync(string name, string node, string volumeId, string device, CancellationToken cancel)
        => throw new VolumeException(name, "it can only be mounted by the agent of its node.", "Start its member, and the agent mounts it.");

    public Task UnmountAsync(string name, string node, CancellationToken cancel) => Task.CompletedTask;

    public Task FlushAsync(string name, string node, CancellationToken cancel) => Task.CompletedTask;

    public Task GrowAsync(string name, string node, CancellationToken cancel) => Task.CompletedTask;

    public string? FindFolder(string name, string node) => null;
}
