using System.Collections.Concurrent;
using FireCamp.Agent.Members;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Disks;

/// <summary>How full the volumes of the members on this node are, as last measured.</summary>
internal sealed class DiskBook
{
    private readonly ConcurrentDictionary<MemberKey, IReadOnlyList<VolumeUse>> uses = new();

    public void Note(MemberKey member, IReadOnlyList<VolumeUse> volumes) => uses[member] = volumes;

    public void Forget(MemberKey member) => uses.TryRemove(member, out _);

    /// <summary>Empty for a member that wasn't measured.</summary>
    public IReadOnlyList<VolumeUse> Find(MemberKey member) => uses.GetValueOrDefault(member) ?? [];
}
