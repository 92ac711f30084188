namespace FireCamp.Agent.Scheduling;

/// <summary>A node as placement sees it.</summary>
/// <param name="Memory">Bytes that its members may reserve together.</param>
/// <param name="IsUp">Whether members may be placed on it and stay there.</param>
internal sealed record PlacementNode(string Name, string Zone, long Memory, bool IsUp);
