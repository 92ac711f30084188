namespace FireCamp.Engine.Platforms.Swarm.Installing;

/// <summary>A machine that an agent is put on.</summary>
/// <param name="Address">Where the others reach it.</param>
/// <param name="Host">How the remote shell calls it.</param>
/// <param name="Facts">What was found there; null where nobody looked.</param>
public sealed record AgentInstallNode(string Name, string Address, int Port, string Host, NodeFacts? Facts)
{
    /// <summary>Whether an agent is there already, so that members may be running under it.</summary>
    public bool IsUpgrade => Facts?.Installed is not null;

    public string Listen => Address.Contains(':', StringComparison.Ordinal) ? $"[{Address}]:{Port}" : $"{Address}:{Port}";
}
