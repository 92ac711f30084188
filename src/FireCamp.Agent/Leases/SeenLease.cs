using FireCamp.Engine.Metadata;

namespace FireCamp.Agent.Leases;

/// <summary>A lease as it was seen last.</summary>
/// <param name="Lease">Null when the node has none.</param>
/// <param name="UnchangedSince">Monotonic timestamp of the look that first found it so.</param>
internal sealed record SeenLease(NodeLease? Lease, long UnchangedSince);
