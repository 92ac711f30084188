namespace FireCamp.Engine.Platforms.Swarm.Installing;

/// <summary>How far an installation is.</summary>
/// <param name="Done">How many nodes are done, of <paramref name="Total"/>.</param>
public sealed record AgentInstallProgress(string Node, string Message, int Done, int Total);
