using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Plans a rolling restart: in the kind's order of roles as they are known now, the last shard's members last.</summary>
public static class RestartPlanner
{
    /// <param name="members">Only these; all when empty.</param>
    /// <exception cref="FireCampException">The service is stopped, or not all of its members are ready.</exception>
    public static RestartServicePlan Plan(PlanningState state, string service, IReadOnlyList<string> members)
    {
        var spec = state.Service(service);
        Intents.RequireRunning(spec, "restart");
        var all = state.MembersOf(service);
        var chosen = MemberChoice.Choose(spec, all, members);
        RequireReady(state, spec, all, chosen);
        return new RestartServicePlan
        {
            Cluster = state.Cluster.Name,
            Service = spec.Name,
            Members = all,
            Order = [.. MemberOrder.Of(state, spec, chosen).Select(m => m.Name)],
        };
    }

    /// <summary>A restart takes one member away at a time; the others have to be there.</summary>
    private static void RequireReady(
        PlanningState state, ServiceSpec spec, IReadOnlyList<MemberSpec> all, IReadOnlyList<MemberSpec> chosen)
    {
        var missing = all.Where(m => state.ReportOf(m.Name)?.Phase != MemberPhase.Ready && !chosen.Contains(m)).ToList();
        if (missing.Count > 0)
        {
            throw new FireCampException(
                "ServiceNotReady",
                $"Service '{spec.Name}' can't be restarted one by one: {string.Join(", ", missing.Select(m => m.Name))} not ready.",
                $"See Get-FireCampMember {spec.Name} for why, and restart once all are ready; or name those with -Member.") { Target = spec.Name };
        }
    }
}
