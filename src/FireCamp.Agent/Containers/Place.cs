using FireCamp.Agent.Members;

namespace FireCamp.Agent.Containers;

/// <summary>A member's place on this node while the node has its claim: volumes attached, waiting for a container or taken by one.</summary>
/// <param name="folders">The folders of its volumes' content, by the volumes' names.</param>
internal sealed class Place(MemberKey key, IReadOnlyDictionary<string, string> folders)
{
    private volatile ContainerProcess? process;

    public MemberKey Key => key;

    public IReadOnlyDictionary<string, string> Folders => folders;

    /// <summary>The container that took it; null while it waits for one.</summary>
    public ContainerProcess? Process => process;

    /// <summary>Whether something runs in it.</summary>
    public bool IsBusy => process is { } taken && !taken.Ended.IsCompleted;

    public void Take(ContainerProcess container) => process = container;
}
