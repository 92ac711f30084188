using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Volumes;

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
            return Plan(
                state, spec, members, removeVolumes,
                [.. members.SelectMany(m => m.Volumes.Select(v => (m.Name, v))), .. state.LeftVolumes.Select(v => Left(state, v, members))]);
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

    /// <summary>A volume that a removed replica left goes the way of the members' volumes.</summary>
    private static (string Member, VolumeSpec Volume) Left(PlanningState state, VolumeInfo volume, IReadOnlyList<MemberSpec> members)
    {
        var parts = volume.Name[$"fc_{state.Cluster.Name}_".Length..].Split('_', 2);
        var purpose = parts is [_, var named] ? named : CatalogNames.DataVolume;
        var mount = members.SelectMany(m => m.Volumes).FirstOrDefault(v => v.Purpose == purpose)?.Mount ?? $"/{purpose}";
        return (parts[0], new VolumeSpec(volume.Name, purpose, mount, volume.Size, volume.Zone));
    }

    /// <summary>The member that a kept volume was of, out of its name <c>fc_&lt;cluster&gt;_&lt;member&gt;[_purpose]</c>.</summary>
    private static string MemberOf(PlanningState state, VolumeSpec volume)
        => volume.Name[$"fc_{state.Cluster.Name}_".Length..].Split('_')[0];
}
