using FireCamp.Engine.Metadata;
using FireCamp.Engine.Volumes;

namespace FireCamp.Engine.Platforms.Local;

/// <summary>The fence of a single machine, where an agent's lock tells at once whether it lives.</summary>
public sealed class LocalFence(LocalPaths paths, IMetadataStore store, IVolumeProvider volumes, TimeProvider time)
{
    private readonly MemberFence fence = new(store, volumes, node => !AgentLock.IsHeld(paths.AgentPidFile(node)), time);

    /// <inheritdoc cref="MemberFence.EnsureGoneAsync"/>
    public Task EnsureGoneAsync(string service, string member, CancellationToken cancel) => fence.EnsureGoneAsync(service, member, cancel);
}
