namespace FireCamp.Engine.Model;

/// <summary>What became of a node's agent when agents were installed.</summary>
/// <param name="Host">How the machine was reached, or the folder that was written for it.</param>
/// <param name="Outcome"><c>Installed</c>, <c>Upgraded</c>, <c>Unchanged</c>, or <c>Written</c> for a folder.</param>
public sealed record InstalledAgent(string Cluster, string Node, string Host, string Version, string Outcome);
