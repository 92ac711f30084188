namespace FireCamp.Engine.Model;

/// <summary>What people are told of a member's <see cref="Workload"/>.</summary>
public sealed record WorkloadOutline(IReadOnlyList<PortSpec> Ports, ByteSize Memory);
