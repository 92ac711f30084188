namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>A member's unit and its tasks, put together.</summary>
internal static class SwarmUnitStatus
{
    /// <param name="tasks">The member's tasks in any order.</param>
    /// <param name="nodeOf">A node's name by its id.</param>
    public static UnitStatus Of(MemberUnit unit, IEnumerable<SwarmTask> tasks, Func<string, string> nodeOf)
    {
        var newest = tasks.OrderByDescending(t => t.CreatedAt).ToList();
        var there = newest.Find(t => t is { IsOver: false, IsWanted: true, NodeId: not null });
        return new UnitStatus(
            unit.Service,
            unit.Member,
            unit.MeantToRun,
            unit.RunToken,
            there is null ? unit.Node : nodeOf(there.NodeId!),
            unit.MeantToRun ? SwarmTaskReason.Of(newest, nodeOf) : "");
    }
}
