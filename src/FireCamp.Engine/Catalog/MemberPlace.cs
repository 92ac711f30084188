using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>A member's place in its service: who it is before it has an address, volumes or files.</summary>
/// <param name="Shard">From 0; 0 where the group has no shards.</param>
/// <param name="Index">Its place within its shard, from 0.</param>
/// <param name="Ordinal">Its place within the group, over all shards, from 0.</param>
/// <param name="Role">The role that FireCamp gives it; <see cref="MemberRole.None"/> where the kind decides by itself.</param>
public sealed record MemberPlace(string Name, string Group, int Shard, int Index, int Ordinal, string Zone, MemberRole Role)
{
    /// <summary>The place of a member that was planned before; its role is the planned one.</summary>
    public static MemberPlace Of(MemberSpec member)
        => new(member.Name, member.Group, member.Shard, member.Index, member.Ordinal, member.Zone, member.Role);
}
