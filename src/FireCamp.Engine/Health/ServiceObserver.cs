using FireCamp.Engine.Model;

namespace FireCamp.Engine.Health;

/// <summary>Turns what is seen into what users are told: a service's and its members' phase, reason and since. Pure.</summary>
public static class ServiceObserver
{
    public static Service Service(ServiceSight sight)
    {
        var members = Members(sight);
        var ready = members.Count(m => m.Phase == MemberPhase.Ready);
        var (phase, reason) = PhaseOf(sight.Service, members);
        return new Service
        {
            Cluster = sight.Service.Cluster,
            Name = sight.Service.Name,
            Kind = sight.Service.Kind,
            Version = sight.Service.Version,
            Phase = phase,
            Reason = reason,
            Since = members.Max(m => m.Since),
            ReadyMembers = ready,
            TotalMembers = members.Count,
            Primary = [.. members.Where(m => m is { Role: MemberRole.Primary, Phase: MemberPhase.Ready }).Select(m => m.Name)],
            Memory = sight.Service.Memory,
            Options = sight.Service.Options,
            CreatedAt = sight.Service.CreatedAt,
            Windows = sight.Policy.Windows,
            RequireApproval = sight.Policy.RequireApproval,
            FailoverAfter = sight.Service.FailoverAfter,
            FailoverMaxLag = sight.Service.FailoverMaxLag,
            Operation = sight.Operation,
        };
    }

    /// <summary>The members in plan order.</summary>
    public static IReadOnlyList<Member> Members(ServiceSight sight) => [.. sight.Members.Select(m => MemberObserver.Member(sight, m))];

    private static (ServicePhase Phase, string Reason) PhaseOf(ServiceSpec service, IReadOnlyList<Member> members)
    {
        var waiting = members.Where(m => m.Phase != MemberPhase.Ready || m.Reason.Length > 0).ToList();
        return service.Intent switch
        {
            ServiceIntent.Creating => (ServicePhase.Creating, Sentence(waiting)),
            ServiceIntent.Removing => (ServicePhase.Removing, ""),
            ServiceIntent.Stopped => StoppedPhase(members),
            _ when waiting.Count == 0 && members.Count > 0 => (ServicePhase.Ready, ""),
            _ when ServingRule.Serves(service.Serves, members) => (ServicePhase.Degraded, Sentence(waiting)),
            _ => (ServicePhase.Unavailable, Sentence(waiting)),
        };
    }

    private static (ServicePhase Phase, string Reason) StoppedPhase(IReadOnlyList<Member> members)
    {
        var running = members.Where(m => m.Phase is not (MemberPhase.Stopped or MemberPhase.Pending or MemberPhase.Lost)).ToList();
        return (ServicePhase.Stopped, running.Count == 0 ? "" : $"Still stopping: {string.Join(", ", running.Select(m => m.Name))}.");
    }

    private static string Sentence(IReadOnlyList<Member> waiting)
        => string.Join(" ", waiting.Select(m => m.Reason.Length > 0 ? $"{m.Name} {Word(m)}: {m.Reason}" : $"{m.Name} {Word(m)}."));

    private static string Word(Member member) => member.Phase.ToString().ToLowerInvariant();
}
