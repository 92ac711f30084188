namespace FireCamp.Engine.Model;

/// <summary>What people are told of a member's <see cref="Workload"/>.</summary>
/// <param name="Archives">Whether it hands its engine's log to the agent, which archives it.</param>
public sealed record WorkloadOutline(IReadOnlyList<PortSpec> Ports, ByteSize Memory, bool Archives = false);
