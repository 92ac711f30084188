using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Chooses the members that a service's data is read from: one of each shard, and no primary where a replica has all that it has.</summary>
internal static class SourceChoice
{
    /// <exception cref="FireCampException"><c>ServiceNotReady</c>: a shard has no member that can be read from; names it.</exception>
    public static IReadOnlyList<MemberSpec> Of(PlanningState state, ServiceSpec service, IReadOnlyList<MemberSpec> members)
        =>
        [
            .. members.GroupBy(m => (m.Group, m.Shard)).OrderBy(s => s.Key.Group, StringComparer.Ordinal).ThenBy(s => s.Key.Shard)
                .Select(shard => service.Intent == ServiceIntent.Running ? Running(state, service, [.. shard]) : Stopped(state, [.. shard])),
        ];

    private static MemberSpec Running(PlanningState state, ServiceSpec service, IReadOnlyList<MemberSpec> shard)
        => shard.Where(m => state.ReportOf(m.Name) is { Phase: MemberPhase.Ready, CaughtUp: true })
            .OrderBy(m => state.RoleOf(m) == MemberRole.Primary)
            .ThenBy(m => state.ReportOf(m.Name)!.Lag)
            .ThenByDescending(m => m.Ordinal)
            .FirstOrDefault()
            ?? throw new FireCampException(
                "ServiceNotReady",
                $"None of {string.Join(", ", shard.Select(m => m.Name))} of service '{service.Name}' is ready and has caught up: "
                    + "there is nothing that a backup could be taken of.",
                $"See Get-FireCampMember {service.Name}; wait until one is ready, or stop the service first.") { Target = service.Name };

    // Of a stopped service the primary has all; its replicas may have been stopped before it wrote last.
    private static MemberSpec Stopped(PlanningState state, IReadOnlyList<MemberSpec> shard)
        => shard.OrderByDescending(m => state.RoleOf(m) == MemberRole.Primary).ThenBy(m => m.Ordinal).First();
}
