using FireCamp.Engine.Model;

namespace FireCamp.Agent.Supervision;

/// <summary>The node's lease ended while something was about to start: it was not started.</summary>
internal sealed class LeaseLostException()
    : FireCampException("LeaseLost", "This node has lost its lease: nothing is started on it until it has a new one.",
        "Wait for the node to be up again; its members may run on another node by now.")
{
    public override bool IsTemporary => true;
}
