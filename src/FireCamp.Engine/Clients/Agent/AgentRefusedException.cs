using FireCamp.Engine.Model;

namespace FireCamp.Engine.Clients.Agent;

/// <summary>An agent answered that it can't do what it was asked; id, message and next step are the agent's.</summary>
public sealed class AgentRefusedException(AgentError error)
    : FireCampException(error.ErrorId, error.Message, error.NextStep)
{
    public override bool IsTemporary { get; } = error.IsTemporary;
}
