using FireCamp.Engine.Model;

namespace FireCamp.Agent.Scheduling;

/// <summary>A node as placement sees it.</summary>
/// <param name="Memory">Bytes that its members may reserve together.</param>
/// <param name="IsUp">Whether members can be there at all.</param>
internal sealed record PlacementNode(string Name, string Zone, long Memory, bool IsUp)
{
    public NodeAvailability Availability { get; init; }

    public bool IsOpen => Availability == NodeAvailability.Open;
}
