namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>Under which epoch a node had a volume.</summary>
public sealed record VolumeHolding(string Node, long Epoch);
