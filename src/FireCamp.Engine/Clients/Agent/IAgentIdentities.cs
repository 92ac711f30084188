namespace FireCamp.Engine.Clients.Agent;

/// <summary>Gives the certificate to show and the authorities to trust, as they are now: both may change at any time.</summary>
public interface IAgentIdentities
{
    /// <summary>The same object as long as nothing changed.</summary>
    /// <exception cref="Model.FireCampException">There is none that can be used.</exception>
    AgentIdentity Current { get; }
}
