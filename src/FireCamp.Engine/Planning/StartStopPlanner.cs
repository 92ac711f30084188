using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Plans starting and stopping a service. Both are fine to repeat.</summary>
public static class StartStopPlanner
{
    public static StartServicePlan PlanStart(PlanningState state, string service)
    {
        var spec = state.Service(service);
        Intents.RequireCreated(spec, "start");
        return new StartServicePlan
        {
            Cluster = state.Cluster.Name,
            Service = spec.Name,
            Members = state.MembersOf(service),
            WasRunning = spec.Intent == ServiceIntent.Running,
        };
    }

    public static StopServicePlan PlanStop(PlanningState state, string service)
    {
        var spec = state.Service(service);
        Intents.RequireCreated(spec, "stop");
        var members = state.MembersOf(service);
        var primaries = members.Where(m => state.RoleOf(m) == MemberRole.Primary).Select(m => m.Name).ToList();
        return new StopServicePlan
        {
            Cluster = state.Cluster.Name,
            Service = spec.Name,
            Members = members,
            WasStopped = spec.Intent == ServiceIntent.Stopped,
            Primaries = primaries,
            Others = [.. members.Select(m => m.Name).Except(primaries)],
        };
    }
}
