using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Plans a new service to the last detail. Pure: the same request and state always give the same plan.</summary>
public static class CreateServicePlanner
{
    /// <exception cref="InvalidInputException">Something in the request is wrong; carries every mistake.</exception>
    /// <exception cref="AlreadyExistsException">The name is taken.</exception>
    public static CreateServicePlan Plan(CreateServiceRequest request, ServiceDefinition definition, PlanningState state)
    {
        RequireFreeName(request, state);
        var policy = Policy(request, out var mistakes);
        var service = Complete(request, definition, state, mistakes);
        var places = TopologyExpander.Expand(definition, service, state.Cluster.Zones);
        RequireAddresses(request, definition, places, state);
        var members = MemberRenderer.Render(definition, MemberRendering.Input(service, Placed(places, state), state));
        RequireRoom(request, state, members);
        return new CreateServicePlan
        {
            Cluster = state.Cluster.Name,
            Service = service,
            Members = members,
            InitializeOn = [.. members.Where(m => m.Workload.Actions.ContainsKey(CatalogNames.Initialize)).Select(m => m.Name)],
            KeptVolumes = Kept(request, state, members),
            Policy = policy.IsEmpty ? null : policy,
        };
    }

    private static ServicePolicy Policy(CreateServiceRequest request, out List<Mistake> mistakes)
    {
        mistakes = [];
        return new ServicePolicy { Windows = WindowReader.Read(request.Windows, mistakes), RequireApproval = request.RequireApproval };
    }

    /// <param name="mistakes">Those that were found before; told together with any others.</param>
    private static ServiceSpec Complete(
        CreateServiceRequest request, ServiceDefinition definition, PlanningState state, IReadOnlyList<Mistake> mistakes)
    {
        var failover = new List<Mistake>();
        ServiceSpec service;
        try
        {
            service = Complete(request, definition, state);
            service = FailoverRule.Apply(service, request.FailoverAfter, request.FailoverMaxLag, definition, state, failover);
        }
        catch (InvalidInputException e) when (mistakes.Count > 0)
        {
            throw new InvalidInputException(e.ErrorId, $"Service '{request.Name}'", [.. e.Mistakes, .. mistakes]);
        }

        return mistakes.Count + failover.Count == 0 ? service
            : throw new InvalidInputException(
                mistakes.Count > 0 ? "WindowInvalid" : "ServiceInvalid", $"Service '{request.Name}'", [.. mistakes, .. failover]);
    }

    private static void RequireFreeName(CreateServiceRequest request, PlanningState state)
    {
        if (NameRules.Check("service", request.Name, NameRules.ServiceNameLength) is { } mistake)
        {
            throw new InvalidInputException("ServiceInvalid", $"Service '{request.Name}'", [mistake]);
        }

        if (state.FindService(request.Name) is { } taken)
        {
            throw new AlreadyExistsException("Service", taken.Name, $"Take another name, or remove it: Remove-FireCampService {taken.Name}.")
            {
                Target = request.Name,
            };
        }
    }

    private static ServiceSpec Complete(CreateServiceRequest request, ServiceDefinition definition, PlanningState state)
    {
        var version = VersionResolver.Resolve(definition, request.Version);
        var memory = request.Memory ?? definition.Memory.Default;
        var given = CredentialNames.Merge(request, definition);
        var service = new ServiceSpec
        {
            Cluster = state.Cluster.Name,
            Name = request.Name,
            Kind = definition.Kind,
            Version = version.Version,
            Options = OptionResolver.Resolve(definition, version, given, memory),
            Chosen = [.. definition.Options.Select(o => o.Name).Where(given.ContainsKey)],
            Memory = memory,
            CpuLimit = request.CpuLimit,
            Image = request.Image,
            UseKeptVolumes = request.UseKeptVolumes,
            Serves = definition.Serves,
            RestartOrder = definition.RestartOrder,
            CreatedAt = state.Now,
            // What is on kept volumes has the passwords that the earlier service had last.
            Credentials = request.UseKeptVolumes ? state.FindKept(request.Name)?.Service.Credentials ?? [] : [],
        };
        return service with { Credentials = MemberRenderer.Credentials(definition, service) };
    }

    /// <summary>Gives each place its name and, where members have one of their own, its address.</summary>
    private static List<RenderMember> Placed(IReadOnlyList<MemberPlace> places, PlanningState state)
    {
        var used = state.Members.Select(m => NameRules.Key(m.Name)).ToHashSet();
        if (places.FirstOrDefault(p => used.Contains(NameRules.Key(p.Name))) is { } clash)
        {
            throw new AlreadyExistsException("Member", clash.Name, "Members' names are unique in a cluster: take another service name.");
        }

        var addresses = state.FreeAddresses.Take(places.Count).ToList();
        if (state.Cluster.Network is not null && addresses.Count < places.Count)
        {
            throw new FireCampException("NetworkFull", $"Network {state.Cluster.Network} has no {places.Count} free addresses left.",
                "Remove services that are no longer needed.");
        }

        return [.. places.Select((p, i) => new RenderMember(p, HostOf(p, state), addresses.ElementAtOrDefault(i)))];
    }

    private static void RequireAddresses(
        CreateServiceRequest request, ServiceDefinition definition, IReadOnlyList<MemberPlace> places, PlanningState state)
    {
        var group = definition.Groups.FirstOrDefault(g => g.NeedsAddresses && places.Any(p => p.Group == g.Name));
        if (group is not null && state.Cluster.Network is null)
        {
            throw new FireCampException("AddressesNeeded",
                $"Service '{request.Name}' needs members with addresses of their own ('{group.Name}' of {definition.Kind}); "
                    + $"those of cluster '{state.Cluster.Name}' have none.",
                "Take options without that group, or a cluster whose members have addresses.") { Target = request.Name };
        }
    }

    private static string HostOf(MemberPlace place, PlanningState state) => $"{NameRules.Key(place.Name)}.{state.Cluster.Domain}";

    private static void RequireRoom(CreateServiceRequest request, PlanningState state, IReadOnlyList<MemberSpec> members)
    {
        if (CapacityRule.Check(state, members) is { } mistake)
        {
            throw new InvalidInputException("InsufficientCapacity", $"Service '{request.Name}'", [mistake]);
        }
    }

    /// <summary>An earlier service's data is neither reused nor lost by accident.</summary>
    private static IReadOnlyList<string> Kept(CreateServiceRequest request, PlanningState state, IReadOnlyList<MemberSpec> members)
    {
        if (state.FindKept(request.Name) is not { } kept)
        {
            return [];
        }

        if (!request.UseKeptVolumes)
        {
            throw new FireCampException(
                "VolumesKept",
                $"An earlier {kept.Service.Kind} service '{kept.Service.Name}' left {kept.Volumes.Count} volumes.",
                $"Use them with -UseKeptVolumes, or delete them: Remove-FireCampService {kept.Service.Name} -RemoveVolumes.")
            {
                Target = request.Name,
            };
        }

        KeptVolumesRule.Require(request, kept, members);
        return [.. kept.Volumes.Select(v => v.Name)];
    }
}
