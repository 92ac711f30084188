using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>What must hold before a service gets more replicas or fewer.</summary>
internal static class ReplicaRules
{
    /// <exception cref="FireCampException">One of the members is not ready.</exception>
    public static void RequireReady(PlanningState state, ServiceSpec service, IEnumerable<MemberSpec> members, string change)
    {
        var missing = members.Where(m => state.ReportOf(m.Name)?.Phase != MemberPhase.Ready).Select(m => m.Name).ToList();
        if (missing.Count > 0)
        {
            throw new FireCampException(
                "ServiceNotReady", $"Can't {change} service '{service.Name}': {string.Join(", ", missing)} not ready.",
                $"See Get-FireCampMember {service.Name} for why, and repeat once they are ready.") { Target = service.Name };
        }
    }

    /// <summary>Where members find each other by themselves, the kind has to say how one comes or goes.</summary>
    /// <param name="actions">Any of these says it.</param>
    /// <exception cref="FireCampException">It doesn't.</exception>
    public static void RequireActions(
        GroupDefinition group, ServiceSpec service, IEnumerable<MemberSpec> members, params IReadOnlyList<string> actions)
    {
        if (!group.ManagedPrimary && members.Any(m => !actions.Any(m.Workload.Actions.ContainsKey)))
        {
            throw new FireCampException(
                "ReplicasFixed", $"The number of members of service '{service.Name}' can't be changed: {service.Kind} has no action for that.",
                "Create another service.") { Target = service.Name };
        }
    }

    /// <exception cref="InvalidInputException">There are mistakes; carries them all.</exception>
    public static void ThrowIfAny(string service, IReadOnlyList<Mistake> mistakes)
    {
        if (mistakes.Count > 0)
        {
            throw new InvalidInputException("ReplicasInvalid", $"The number of members of service '{service}'", mistakes) { Target = service };
        }
    }
}
