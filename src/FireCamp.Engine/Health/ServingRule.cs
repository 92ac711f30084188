using FireCamp.Engine.Model;

namespace FireCamp.Engine.Health;

/// <summary>Whether a service's ready members are enough for it to serve.</summary>
internal static class ServingRule
{
    /// <param name="serves">The kind's rule: <c>primary</c> (one in every shard), <c>majority</c>, <c>any</c> or <c>all</c>.</param>
    public static bool Serves(string serves, IReadOnlyList<Member> members)
    {
        var ready = members.Count(m => m.Phase == MemberPhase.Ready);
        return serves switch
        {
            "all" => ready == members.Count,
            "any" => ready > 0,
            "majority" => ready > members.Count / 2,
            _ => members.Count > 0 && members.GroupBy(m => m.Shard).All(HasPrimary),
        };
    }

    private static bool HasPrimary(IEnumerable<Member> shard)
        => shard.Any(m => m is { Phase: MemberPhase.Ready, Role: MemberRole.Primary });
}
