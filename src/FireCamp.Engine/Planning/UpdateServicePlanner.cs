using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Plans a change of a service's options, memory, processors or passwords to the last detail. Pure.</summary>
/// <remarks>Members keep their names, zones, hosts, addresses and roles: who they are is never worked out anew.</remarks>
public static class UpdateServicePlanner
{
    /// <exception cref="NotFoundException">There is no such service or revision.</exception>
    /// <exception cref="InvalidInputException">Something in the request is wrong; carries every mistake.</exception>
    /// <exception cref="FireCampException">The service is being created or removed, or not all of its members are ready.</exception>
    public static UpdateServicePlan Plan(UpdateServiceRequest request, ServiceDefinition definition, PlanningState state)
    {
        var before = state.Service(request.Name);
        Intents.RequireCreated(before, "change");
        var mistakes = new List<Mistake>();
        var notes = new List<string>();
        var after = request.ToRevision is { } number
            ? Earlier(request, definition, before, Revision(state, before, number), mistakes, notes)
            : Changed(request, definition, state, before, mistakes);
        if (mistakes.Count > 0)
        {
            throw new InvalidInputException("UpdateInvalid", $"The change of service '{before.Name}'", mistakes) { Target = before.Name };
        }

        return Plan(request, definition, state, before, after with { Credentials = MemberRenderer.Credentials(definition, after) }, notes);
    }

    private static UpdateServicePlan Plan(
        UpdateServiceRequest request, ServiceDefinition definition, PlanningState state, ServiceSpec before, ServiceSpec after,
        IReadOnlyList<string> notes)
    {
        var members = state.MembersOf(before.Name);
        var completed = before with { Options = after.Options.ToDictionary(o => o.Key, o => before.Options.GetValueOrDefault(o.Key, o.Value)) };
        var all = MemberChanges.Between(definition, InputOf(completed, m => m.Role), InputOf(after, m => m.Role), members, state);
        if (before.Intent == ServiceIntent.Running && all.Count > 0)
        {
            RequireReady(state, before, members);
        }

        var handover = before.Intent == ServiceIntent.Running ? UpgradePlanner.Handover(definition, state, completed, after, InputOf, all) : null;
        var changes = all.Where(c => c.Name != handover?.From.Name).ToDictionary(c => c.Name);
        var plan = new UpdateServicePlan
        {
            Cluster = state.Cluster.Name,
            Request = request,
            Before = before,
            After = after,
            At = state.Now,
            Differences = SpecDifferences.Between(before, after),
            Members = [.. members.Select(m => m.Id)],
            Changes = [.. MemberOrder.Of(state, after, members).Where(m => changes.ContainsKey(m.Name)).Select(m => changes[m.Name])],
            Primaries = [.. members.Where(m => state.RoleOf(m) == MemberRole.Primary).Select(m => m.Name)],
            Handover = handover,
            Growing = [.. members.Where(m => changes.ContainsKey(m.Name)).SelectMany(m => Growing(m, changes[m.Name].New))],
            Notes = notes,
        };
        if (plan is { IsRunning: true, IsEmpty: false })
        {
            RequireReady(state, before, members);
            RequireRoom(state, before, members, [.. plan.Changes, .. handover is null ? [] : new[] { handover.Last }]);
        }

        return plan;

        RenderInput InputOf(ServiceSpec service, Func<MemberSpec, MemberRole> role)
            => MemberRendering.Input(service, [.. members.Select(m => RenderMember.Of(m with { Role = role(m) }))], state);
    }

    private static ServiceSpec Changed(
        UpdateServiceRequest request, ServiceDefinition definition, PlanningState state, ServiceSpec before, List<Mistake> mistakes)
    {
        var memory = request.Memory ?? before.Memory;
        if (request.CpuLimit < 0)
        {
            mistakes.Add(new Mistake("CpuLimit", $"{request.CpuLimit} is less than 0, which is no limit."));
        }

        var version = UpgradeRule.Resolve(definition, before, request, mistakes);
        var options = UpdatedOptions.Resolve(definition, before, version, request.Options, memory, mistakes);
        var given = definition.Options.Select(o => o.Name).Where(n => request.Options.Keys.Contains(n, StringComparer.OrdinalIgnoreCase));
        return FailoverRule.Apply(Next(definition, before), request.FailoverAfter, request.FailoverMaxLag, definition, state, mistakes) with
        {
            Version = version.Version,
            Image = request.Image is null ? before.Image : request.Image.Length > 0 ? request.Image : null,
            Options = options,
            Chosen = [.. before.Chosen.Union(given)],
            Memory = memory,
            CpuLimit = request.CpuLimit ?? before.CpuLimit,
            Credentials = UpdatedCredentials.Resolve(definition, before, request, before.Revision + 1, mistakes),
        };
    }

    private static ServiceSpec Earlier(
        UpdateServiceRequest request, ServiceDefinition definition, ServiceSpec before, ServiceRevision revision, List<Mistake> mistakes,
        List<string> notes)
    {
        var earlier = revision.Spec;
        if (request.AsksForMore)
        {
            mistakes.Add(new Mistake("ToRevision", "it goes back to all that the revision had: change something else before or after."));
        }

        if (earlier.Version != before.Version || earlier.Image != before.Image)
        {
            mistakes.Add(new Mistake("ToRevision", $"revision {revision.Number} is of version {earlier.Version} and this is {before.Version}."));
        }

        var given = new Dictionary<string, string>(earlier.Options);
        foreach (var name in GroupSizes.OptionsOf(definition).Where(n => given.ContainsKey(n) && before.Options.ContainsKey(n)))
        {
            var (was, number) = (given[name], before.Options[name]);
            given[name] = number;
            notes.AddRange(was == number ? [] : [$"{name} stays {number}: a revision's members don't come back."]);
        }

        foreach (var option in definition.Options.Where(o => given.ContainsKey(o.Name) && UpdatedOptions.VolumeOf(definition, o) is not null))
        {
            var (was, size) = (given[option.Name], before.Options.GetValueOrDefault(option.Name, given[option.Name]));
            given[option.Name] = size;
            notes.AddRange(was == size ? [] : [$"{option.Name} stays {size}: volumes don't shrink."]);
        }

        return Next(definition, before) with
        {
            Options = UpdatedOptions.Resolve(
                definition, before, VersionResolver.Resolve(definition, before.Version), given, earlier.Memory, mistakes),
            Chosen = earlier.Chosen,
            Memory = earlier.Memory,
            CpuLimit = earlier.CpuLimit,
            FailoverAfter = earlier.FailoverAfter,
            FailoverMaxLag = earlier.FailoverMaxLag,
        };
    }

    private static ServiceSpec Next(ServiceDefinition definition, ServiceSpec before)
        => before with { Revision = before.Revision + 1, Serves = definition.Serves, RestartOrder = definition.RestartOrder };

    private static ServiceRevision Revision(PlanningState state, ServiceSpec service, int number)
        => state.Revisions.FirstOrDefault(r => r.Number == number)
            ?? throw new NotFoundException("Revision", $"{number}", $"Get-FireCampServiceRevision {service.Name} lists those there are.")
            {
                Target = service.Name,
            };

    private static IEnumerable<VolumeSpec> Growing(MemberSpec old, MemberSpec @new)
        => @new.Volumes.Where(v => old.Volumes.Any(o => o.Name == v.Name && o.Size < v.Size));

    private static void RequireReady(PlanningState state, ServiceSpec service, IReadOnlyList<MemberSpec> members)
    {
        var missing = members.Where(m => state.ReportOf(m.Name)?.Phase != MemberPhase.Ready).ToList();
        if (missing.Count > 0)
        {
            throw new FireCampException(
                "ServiceNotReady",
                $"Service '{service.Name}' can't be changed while it runs: {string.Join(", ", missing.Select(m => m.Name))} not ready.",
                $"See Get-FireCampMember {service.Name} for why, and change it once all are ready; or stop it, change it, and start it.")
            {
                Target = service.Name,
            };
        }
    }

    private static void RequireRoom(
        PlanningState state, ServiceSpec service, IReadOnlyList<MemberSpec> members, IReadOnlyList<MemberChange> changes)
    {
        if (CapacityRule.CheckGrowth(state, members, changes) is { } mistake)
        {
            throw new InvalidInputException("InsufficientCapacity", $"Service '{service.Name}'", [mistake]) { Target = service.Name };
        }
    }
}
