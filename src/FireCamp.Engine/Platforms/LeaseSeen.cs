using FireCamp.Engine.Metadata;

namespace FireCamp.Engine.Platforms;

/// <summary>A node's lease, and whether it is seen to be renewed.</summary>
public sealed record LeaseSeen(NodeLease Lease, bool Alive);
