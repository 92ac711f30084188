using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Plans removing a service, or what a removed one left behind.</summary>
public static class RemoveServicePlanner
{
    /// <exception cref="NotFoundException">There is no such service, nor anything left of one.</exception>
    public static RemoveServicePlan Plan(PlanningState state, string service, bool removeVolumes)
    {
        if (state.FindService(service) is { } spec)
        {
            var members = state.MembersOf(service);
            return Plan(state, spec, members, removeVolumes, members.SelectMany(m => m.Volumes.Select(v => (m.Name, v))));
        }

        var kept = state.FindKept(service) ?? throw NotFound(state, service);
        return Plan(state, kept.Service, [], removeVolumes, kept.Volumes.Select(v => (MemberOf(state, v), v)));
    }

    private static RemoveServicePlan Plan(
        PlanningState state,
        ServiceSpec spec,
        IReadOnlyList<MemberSpec> members,
        bool removeVolumes,
        IEnumerable<(string Member, VolumeSpec Volume)> volumes)
        => new()
        {
            Cluster = state.Cluster.Name,
            Service = spec,
            Members = members,
            RemoveVolumes = removeVolumes,
            Volumes = [.. volumes.Select(v => new PlannedVolume(spec.Name, v.Member, v.Volume, Kept: !removeVolumes))],
            At = state.Now,
        };

    private static NotFoundException NotFound(PlanningState state, string service)
        => new("Service", service, $"Get-FireCampService -Cluster {state.Cluster.Name} lists those there are.") { Target = service };

    /// <summary>The member that a kept volume was of, out of its name <c>fc_&lt;cluster&gt;_&lt;member&gt;[_purpose]</c>.</summary>
    private static string MemberOf(PlanningState state, VolumeSpec volume)
        => volume.Name[$"fc_{state.Cluster.Name}_".Length..].Split('_')[0];
}
