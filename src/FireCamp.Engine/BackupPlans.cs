using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine;

/// <summary>Reads the state and the backup, then plans purely.</summary>
internal sealed class BackupPlans(ClusterConnection connection, ClusterReader reader, ServiceCatalog catalog)
{
    public async Task<BackupServicePlan> BackupAsync(BackupServiceRequest request, CancellationToken cancel)
    {
        await connection.Operations.RequireNoneUnfinishedAsync(Subjects.Service(request.Service), cancel).ConfigureAwait(false);
        return BackupServicePlanner.Plan(request, await reader.PlanningStateAsync(request.Service, cancel).ConfigureAwait(false));
    }

    public async Task<RestoreServicePlan> RestoreAsync(RestoreOrder order, BackupPlace place, string name, CancellationToken cancel)
    {
        await connection.Operations.RequireNoneUnfinishedAsync(Subjects.Service(name), cancel).ConfigureAwait(false);
        var backup = await connection.Ports.Backups.GetManifestAsync(place, cancel).ConfigureAwait(false);
        var request = new RestoreServiceRequest
        {
            Place = place,
            Backup = backup,
            Log = await FindLogAsync(place, order.To, cancel).ConfigureAwait(false),
            Name = name,
            Version = order.Version,
            Options = order.Options,
            Memory = order.Memory,
            UserNames = order.UserNames,
        };
        var state = await reader.PlanningStateAsync(null, cancel).ConfigureAwait(false);
        var plan = RestoreServicePlanner.Plan(request, catalog.Find(backup.Kind), state);
        await ArchiveStores.RequireAsync(connection, plan.Create.Members, cancel).ConfigureAwait(false);
        await connection.Ports.Platform.RequirePlacesAsync(plan.Create.Service.Name, plan.Create.Members, cancel).ConfigureAwait(false);
        return plan;
    }

    public async Task<RestoreInPlacePlan> RestoreInPlaceAsync(BackupPlace place, DateTimeOffset? to, string? service, CancellationToken cancel)
    {
        var name = service ?? place.Service;
        await connection.Operations.RequireNoneUnfinishedAsync(Subjects.Service(name), cancel).ConfigureAwait(false);
        var backup = await connection.Ports.Backups.GetManifestAsync(place, cancel).ConfigureAwait(false);
        var state = await reader.PlanningStateAsync(name, cancel).ConfigureAwait(false);
        var log = await FindLogAsync(place, to, cancel).ConfigureAwait(false);
        return RestoreServicePlanner.PlanInPlace(place, backup, name, catalog.Find(state.Service(name).Kind), state, log);
    }

    public async Task<CopyServicePlan> CopyAsync(string service, CreateServiceRequest request, CancellationToken cancel)
    {
        await connection.Operations.RequireNoneUnfinishedAsync(Subjects.Service(request.Name), cancel).ConfigureAwait(false);
        await connection.Operations.RequireNoneUnfinishedAsync(Subjects.Service(service), cancel).ConfigureAwait(false);
        var state = await reader.PlanningStateAsync(service, cancel).ConfigureAwait(false);
        var plan = RestoreServicePlanner.PlanCopy(service, request, catalog.Find(state.Service(service).Kind), state);
        await ArchiveStores.RequireAsync(connection, plan.Create.Members, cancel).ConfigureAwait(false);
        await connection.Ports.Platform.RequirePlacesAsync(plan.Create.Service.Name, plan.Create.Members, cancel).ConfigureAwait(false);
        return plan;
    }

    public async Task<TestBackupPlan> TestAsync(BackupPlace place, string name, CancellationToken cancel)
    {
        await connection.Operations.RequireNoneUnfinishedAsync(Subjects.Backup(place.Id), cancel).ConfigureAwait(false);
        var backup = await connection.Ports.Backups.GetManifestAsync(place, cancel).ConfigureAwait(false);
        var state = await reader.PlanningStateAsync(null, cancel).ConfigureAwait(false);
        var plan = TestBackupPlanner.Plan(place, backup, name, catalog.Find(backup.Kind), state);
        await connection.Ports.Platform.RequirePlacesAsync(plan.Create.Service.Name, plan.Create.Members, cancel).ConfigureAwait(false);
        return plan;
    }

    private async Task<IReadOnlyDictionary<string, LogNeed>> FindLogAsync(BackupPlace place, DateTimeOffset? to, CancellationToken cancel)
        => to is { } moment
            ? await connection.Ports.Backups.FindLogAsync(place, moment, cancel).ConfigureAwait(false)
            : new Dictionary<string, LogNeed>();
}
