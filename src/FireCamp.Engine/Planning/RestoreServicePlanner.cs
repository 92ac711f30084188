using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Segments;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Plans services that get the data of a backup, or of another service. Pure.</summary>
public static class RestoreServicePlanner
{
    /// <summary>A new service.</summary>
    /// <exception cref="InvalidInputException">The backup doesn't fit, or something in the request is wrong; carries every mistake.</exception>
    /// <exception cref="AlreadyExistsException">The name is taken.</exception>
    public static RestoreServicePlan Plan(RestoreServiceRequest request, ServiceDefinition definition, PlanningState state)
    {
        var backup = request.Backup;
        BackupFit.Require(backup, definition, request.Version ?? backup.Version);
        var create = CreateServicePlanner.Plan(
            new CreateServiceRequest
            {
                Name = request.Name,
                Kind = definition.Kind,
                Version = request.Version ?? backup.Version,
                Options = Options(definition, backup.Options, backup.Chosen, request.Options),
                Memory = request.Memory ?? (backup.Memory.Bytes > 0 ? backup.Memory : null),
                UserNames = request.UserNames,
            },
            definition, state);
        return new RestoreServicePlan
        {
            Cluster = state.Cluster.Name,
            Place = request.Place,
            TakenAt = backup.TakenAt,
            To = ToOf(request.Log),
            Create = create,
            Fills = Fills(backup, definition, create.Members, request.Log),
        };
    }

    /// <summary>A service that is there, in place.</summary>
    /// <param name="log">What of the archived log it takes to bring the data to a moment, by the backup's contents; null where it stays.</param>
    /// <exception cref="InvalidInputException">The backup doesn't fit the service; carries every mistake.</exception>
    /// <exception cref="NotFoundException">There is no such service.</exception>
    public static RestoreInPlacePlan PlanInPlace(
        BackupPlace place, BackupManifest backup, string name, ServiceDefinition definition, PlanningState state,
        IReadOnlyDictionary<string, LogNeed>? log = null)
    {
        var service = state.Service(name);
        BackupFit.Require(backup, definition, service.Version);
        var members = state.MembersOf(service.Name);
        return new RestoreInPlacePlan
        {
            Cluster = state.Cluster.Name,
            Place = place,
            TakenAt = backup.TakenAt,
            To = ToOf(log),
            Service = service,
            Members = members,
            InitializeOn = [.. members.Where(m => m.Workload.Actions.ContainsKey(CatalogNames.Initialize)).Select(m => m.Name)],
            Fills = Fills(backup, definition, members, log),
        };
    }

    /// <summary>A new service as another one is.</summary>
    /// <param name="request">Its name, and options that are to be others; its kind and version are the other service's.</param>
    /// <exception cref="NotFoundException">There is no such service.</exception>
    /// <exception cref="AlreadyExistsException">The name is taken.</exception>
    public static CopyServicePlan PlanCopy(string name, CreateServiceRequest request, ServiceDefinition definition, PlanningState state)
    {
        var service = state.Service(name);
        var members = state.MembersOf(service.Name);
        var sources = SourceChoice.Of(state, service, members);
        var create = CreateServicePlanner.Plan(
            request with
            {
                Kind = service.Kind,
                Version = service.Version,
                Image = request.Image ?? service.Image,
                Memory = request.Memory ?? service.Memory,
                CpuLimit = request.CpuLimit > 0 ? request.CpuLimit : service.CpuLimit,
                Options = Options(definition, service.Options, service.Chosen, request.Options),
            },
            definition, state);
        var from = sources.Select(m => new BackupMember(m.Name, m.Group, m.Shard, m.Index, m.Zone, m.Role)).ToList();
        return new CopyServicePlan
        {
            Cluster = state.Cluster.Name,
            Of = service,
            Sources = sources,
            Create = create,
            Fills = FilledMembers.Of(
                $"Service '{request.Name}'", definition, create.Members, from,
                (member, purpose) => sources.First(s => s.Name == member.Name).Volumes.FirstOrDefault(v => v.Purpose == purpose) is { } volume
                    ? CopyServicePlan.SnapshotOf(volume, request.Name)
                    : null),
        };
    }

    private static IReadOnlyList<VolumeFill> Fills(
        BackupManifest backup, ServiceDefinition definition, IReadOnlyList<MemberSpec> members, IReadOnlyDictionary<string, LogNeed>? log)
    {
        var fills = FilledMembers.Of(
            $"Backup '{backup.Id}'", definition, members,
            [.. backup.Members.Where(m => backup.Contents.Any(c => c.Member == m.Name))],
            (member, purpose) => backup.Contents.FirstOrDefault(c => c.Name == SnapshotContent.NameOf(member.Name, purpose))?.Name);
        return [.. fills.Select(f => f with { Log = log?.GetValueOrDefault(f.From) })];
    }

    private static DateTimeOffset? ToOf(IReadOnlyDictionary<string, LogNeed>? log) => log?.Values.FirstOrDefault()?.To;

    /// <summary>What was chosen and what never changes stays; the rest has its defaults, which may be others here.</summary>
    internal static Dictionary<string, string> Options(
        ServiceDefinition definition, IReadOnlyDictionary<string, string> had, IReadOnlyList<string> chosen,
        IReadOnlyDictionary<string, string> others)
    {
        var options = new Dictionary<string, string>(others, StringComparer.OrdinalIgnoreCase);
        foreach (var option in definition.Options.Where(o => o.Applies == OptionApplies.Create || chosen.Contains(o.Name)))
        {
            if (had.TryGetValue(option.Name, out var value))
            {
                options.TryAdd(option.Name, value);
            }
        }

        return options;
    }
}
