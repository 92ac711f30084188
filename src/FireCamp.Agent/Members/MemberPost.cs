using FireCamp.Agent.Mounts;
using FireCamp.Engine.Metadata;

namespace FireCamp.Agent.Members;

/// <summary>A member's place on this node for as long as the node has its claim.</summary>
internal sealed record MemberPost(MemberClaim Claim, MemberReporter Reports, MemberDesire Desire, VolumeEvictor Evictor);
