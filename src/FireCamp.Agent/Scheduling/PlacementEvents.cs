using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Scheduling;

/// <summary>What people are told of a placement.</summary>
internal static class PlacementEvents
{
    /// <param name="actor">The node whose agent decided.</param>
    /// <param name="isLost">Whether the node that had the member died rather than stopped.</param>
    public static EventRecord Of(PlacementDecision decision, string actor, bool isLost, DateTimeOffset now)
    {
        var unit = decision.Unit;
        var (action, message) = (unit.Node, decision.Node) switch
        {
            (_, null) => ("Unplaced", $"{unit.Member} can't run anywhere: {decision.Reason}"),
            (null, var to) => ("Placed", $"{unit.Member} was placed on {to}."),
            (var from, var to) when isLost => ("Failover", $"{from} is lost: {unit.Member} runs on {to} from now on."),
            (var from, var to) => ("Moved", $"{unit.Member} moved from {from} to {to}."),
        };
        return new EventRecord(now, $"agent/{actor}", Subjects.Member(unit.Service, unit.Member), action, message);
    }

    /// <param name="node">The lost node, which had the member.</param>
    public static EventRecord OfLost(LostMember member, string node, string actor, DateTimeOffset now)
        => new(now, $"agent/{actor}", Subjects.Member(member.Service, member.Member), "Failover",
            $"{node} is lost: {member.Member} is started elsewhere.");

    public static EventRecord OfBack(string node, string actor, DateTimeOffset now)
        => new(now, $"agent/{actor}", Subjects.Node(node), "Returned", $"{node} is back and takes members again.");
}
