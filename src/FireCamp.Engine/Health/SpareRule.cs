using FireCamp.Engine.Model;

namespace FireCamp.Engine.Health;

/// <summary>How many of a service's members may still be lost.</summary>
internal static class SpareRule
{
    /// <summary>
    /// So many may be lost, whichever they are, and it can still serve; where it needs primaries, once one of the replicas that have caught up
    /// has become one. Negative when it does not serve now.
    /// </summary>
    /// <param name="serves">The kind's rule: <c>primary</c> (one in every shard), <c>majority</c>, <c>any</c> or <c>all</c>.</param>
    public static int Spare(string serves, IReadOnlyList<Member> members)
    {
        if (!ServingRule.Serves(serves, members))
        {
            return -1;
        }

        var ready = members.Count(m => m.Phase == MemberPhase.Ready);
        return serves switch
        {
            "all" => 0,
            "any" => ready - 1,
            "majority" => ready - ((members.Count / 2) + 1),
            _ => members.GroupBy(m => m.Shard).Min(s => s.Count(m => m is { Phase: MemberPhase.Ready, CaughtUp: true })) - 1,
        };
    }
}
