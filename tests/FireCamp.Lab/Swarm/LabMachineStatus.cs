namespace FireCamp.Lab.Swarm;

/// <summary>What the lab says of a machine.</summary>
/// <param name="State"><c>up</c>, <c>frozen</c>, <c>cut</c> or <c>down</c>: what was done to it.</param>
/// <param name="Swarm">How the first manager that can say sees the node, as <c>Ready Active Leader</c>; empty when none can.</param>
public sealed record LabMachineStatus(LabMachine Machine, string Address, string State, string Swarm)
{
    /// <summary>Whether the managers see the node working.</summary>
    public bool IsReady => Swarm.StartsWith("Ready", StringComparison.Ordinal);

    /// <summary>Whether the managers have given the node up.</summary>
    public bool IsDown => Swarm.StartsWith("Down", StringComparison.Ordinal);
}
