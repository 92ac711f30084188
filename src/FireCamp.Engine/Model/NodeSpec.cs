namespace FireCamp.Engine.Model;

/// <summary>A machine of a cluster; on Local an agent process that plays one.</summary>
/// <param name="Memory">What its members may reserve together.</param>
public sealed record NodeSpec(string Name, string Zone, ByteSize Memory)
{
    /// <summary>Read where FireCamp places members itself; an orchestrator that places them keeps this, too.</summary>
    public NodeAvailability Availability { get; init; }
}
