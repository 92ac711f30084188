using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm.Installing;

/// <summary>A machine that an agent is put on.</summary>
/// <param name="Host">How the remote shell calls it.</param>
/// <param name="Facts">What was found there; null where nobody looked.</param>
public sealed record AgentInstallNode(Machine Machine, int Port, string Host, NodeFacts? Facts)
{
    public string Name => Machine.Name;

    /// <summary>Where the others reach it.</summary>
    public string Address => Machine.Address;

    /// <summary>Whether an agent is there already, so that members may be running under it.</summary>
    public bool IsUpgrade => Facts?.Installed is not null;

    public string Listen => Address.Contains(':', StringComparison.Ordinal) ? $"[{Address}]:{Port}" : $"{Address}:{Port}";
}
