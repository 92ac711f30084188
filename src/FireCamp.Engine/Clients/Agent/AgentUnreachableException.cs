using FireCamp.Engine.Model;

namespace FireCamp.Engine.Clients.Agent;

/// <summary>A node's agent does not answer, or stopped answering in the middle.</summary>
public sealed class AgentUnreachableException(string endpoint, string attempt, string why, Exception? inner = null)
    : FireCampException(
        "AgentUnreachable",
        $"Can't {attempt}: the agent at {endpoint} does not answer: {why}",
        "See with Get-FireCampNode whether the node runs; start it with Start-FireCampNode.",
        inner)
{
    public override bool IsTemporary => true;
}
