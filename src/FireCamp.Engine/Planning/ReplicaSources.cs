using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Chooses whose volumes new replicas begin with: a healthy replica's, never a primary's. Pure.</summary>
internal static class ReplicaSources
{
    /// <summary>A source for each shard that has one.</summary>
    public static IReadOnlyList<ReplicaSource> For(
        GroupDefinition group, IReadOnlyList<MemberSpec> members, IReadOnlyList<MemberSpec> added, PlanningState state)
        => group.Copied
            ?
            [
                .. added.GroupBy(m => m.Shard)
                    .Select(shard => (Source: Choose(members.Where(m => m.Group == group.Name && m.Shard == shard.Key), state), New: shard))
                    .Where(s => s.Source is not null)
                    .Select(s => new ReplicaSource
                    {
                        Member = s.Source!, Snapshots = VolumeSnapshot.Of(s.Source!, state.Now), For = [.. s.New.Select(m => m.Name)],
                    }),
            ]
            : [];

    /// <summary>Why a shard has no source.</summary>
    public static string WhyNone(ServiceDefinition definition, GroupDefinition group)
        => group.Copied
            ? "there is no replica that is ready, has caught up and can be copied; primaries are not copied from"
            : $"members of '{group.Name}' of {definition.Kind} can't begin with another's volumes";

    // Of several the one that lags least; the last of those, as the first are more likely to be what clients read from.
    private static MemberSpec? Choose(IEnumerable<MemberSpec> members, PlanningState state)
        => members.Where(m => m.Workload.Actions.ContainsKey(CatalogNames.Quiesce)
                && state.RoleOf(m) == MemberRole.Replica && state.ReportOf(m.Name) is { Phase: MemberPhase.Ready, CaughtUp: true })
            .OrderBy(m => state.ReportOf(m.Name)!.Lag ?? 0).ThenByDescending(m => m.Ordinal).FirstOrDefault();
}
