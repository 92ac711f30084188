using FireCamp.Engine.Backups;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Plans how a backup is proved. Pure.</summary>
public static class TestBackupPlanner
{
    /// <param name="name">What the service is called that is there for this alone.</param>
    /// <exception cref="InvalidInputException">The backup doesn't fit, or there is no room; carries every mistake.</exception>
    public static TestBackupPlan Plan(BackupPlace place, BackupManifest backup, string name, ServiceDefinition definition, PlanningState state)
    {
        var restore = Smallest(place, backup, name, definition, state);
        var create = restore.Create;
        return new TestBackupPlan
        {
            Cluster = restore.Cluster,
            Place = place,
            At = state.Now,
            Create = create with { Service = create.Service with { TestOf = backup.Id } },
            Fills = restore.Fills,
            VerifyOn =
            [
                .. restore.Fills.Select(f => f.Member).Distinct().Where(m => create.Member(m).Workload.Actions.ContainsKey(CatalogNames.Verify)),
            ],
        };
    }

    // With as few members as there may be: of each shard one holds all the data. Options that want more than that get as many as there were.
    // Nobody will ever need its log.
    private static RestoreServicePlan Smallest(
        BackupPlace place, BackupManifest backup, string name, ServiceDefinition definition, PlanningState state)
    {
        var sizes = definition.Groups.Select(g => g.Size).ToHashSet();
        var least = definition.Options.Where(o => sizes.Contains(o.Name) && o.Minimum is not null).ToDictionary(o => o.Name, o => o.Minimum!);
        var quiet = definition.Archive is { } option ? new Dictionary<string, string> { [option] = "false" } : [];
        var request = new RestoreServiceRequest { Place = place, Backup = backup, Name = name, Options = quiet };
        try
        {
            return RestoreServicePlanner.Plan(request with { Options = least.Concat(quiet).ToDictionary() }, definition, state);
        }
        catch (InvalidInputException e) when (e.ErrorId is not "BackupUnfit" and not "InsufficientCapacity")
        {
            return RestoreServicePlanner.Plan(request, definition, state);
        }
    }
}
