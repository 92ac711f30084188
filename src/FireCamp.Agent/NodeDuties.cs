namespace FireCamp.Agent;

/// <summary>What an agent of a swarm's node is there for.</summary>
[Flags]
internal enum NodeDuties
{
    /// <summary>Runs the members that Swarm puts on the node.</summary>
    Members = 1,

    /// <summary>On a manager: sees which nodes are lost, and has Swarm start their members elsewhere at once.</summary>
    Guard = 2,
}
