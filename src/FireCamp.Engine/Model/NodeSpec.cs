namespace FireCamp.Engine.Model;

/// <summary>A machine of a cluster; on Local an agent process that plays one.</summary>
/// <param name="Memory">What its members may reserve together.</param>
public sealed record NodeSpec(string Name, string Zone, ByteSize Memory);
