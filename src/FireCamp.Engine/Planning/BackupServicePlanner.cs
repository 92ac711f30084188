using FireCamp.Engine.Backups;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Plans a backup. Pure.</summary>
public static class BackupServicePlanner
{
    /// <exception cref="NotFoundException">There is no such service.</exception>
    /// <exception cref="FireCampException"><c>ServiceNotReady</c>: of a shard no member has data that can be relied on.</exception>
    public static BackupServicePlan Plan(BackupServiceRequest request, PlanningState state)
    {
        var service = state.Service(request.Service);
        var members = state.MembersOf(service.Name);
        return new BackupServicePlan
        {
            Cluster = state.Cluster.Name,
            Service = service,
            Place = new BackupPlace(request.Store, service.Name, request.Id),
            IsEncrypted = request.IsEncrypted,
            At = state.Now,
            Label = request.Label,
            Tags = request.Tags,
            Members = [.. members.Select(m => new BackupMember(m.Name, m.Group, m.Shard, m.Index, m.Zone, state.RoleOf(m)))],
            Sources = SourceChoice.Of(state, service, members),
        };
    }
}
