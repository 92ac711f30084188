using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Holds a plan against the policies of the services that it disrupts. Pure.</summary>
public static class PolicyRule
{
    /// <summary>So many openings are looked at for one moment in which all windows are open.</summary>
    private const int MostOpenings = 500;

    /// <param name="policies">Every service's that has one, by its name's key.</param>
    /// <param name="isApproved">Whether somebody approved the operation.</param>
    public static PolicyVerdict Judge(
        OperationPlan plan, IReadOnlyDictionary<string, ServicePolicy> policies, bool isApproved, DateTimeOffset now)
    {
        var asking = plan.Disrupts.Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(service => (Service: service, Policy: policies.GetValueOrDefault(NameRules.Key(service))))
            .Where(s => s.Policy is { IsEmpty: false })
            .Select(s => (s.Service, Policy: s.Policy!)).ToList();
        var shut = asking.Where(s => !IsOpen(s.Policy, now)).ToList();
        var lacking = isApproved ? [] : asking.Where(s => s.Policy.RequireApproval).Select(s => s.Service).ToList();
        var opensAt = shut.Count > 0 ? FirstOpening([.. asking.Select(s => s.Policy)], now) : null;
        return new PolicyVerdict(opensAt, shut.Count > 0, lacking.Count > 0, string.Join(' ', Reasons(shut, opensAt, lacking)));
    }

    private static IEnumerable<string> Reasons(
        IReadOnlyList<(string Service, ServicePolicy Policy)> shut, DateTimeOffset? opensAt, IReadOnlyList<string> lacking)
    {
        foreach (var (service, policy) in shut)
        {
            yield return $"The window of service '{service}' is shut: {string.Join("; ", policy.Windows)}.";
        }

        if (shut.Count > 0)
        {
            yield return opensAt is { } moment ? $"It may begin at {moment:u}." : "These windows are never open at once.";
        }

        if (lacking.Count > 0)
        {
            yield return $"It needs an approval, as {Services(lacking)} ask{(lacking.Count == 1 ? "s" : "")}.";
        }
    }

    private static string Services(IReadOnlyList<string> names)
        => $"service{(names.Count == 1 ? "" : "s")} {string.Join(", ", names.Select(n => $"'{n}'"))}";

    private static bool IsOpen(ServicePolicy policy, DateTimeOffset moment)
        => policy.Windows.Count == 0 || policy.Windows.Any(w => WindowClock.Next(w, moment).Includes(moment));

    /// <summary>The first moment from now on in which every policy has a window open; null when there is none in sight.</summary>
    private static DateTimeOffset? FirstOpening(IReadOnlyList<ServicePolicy> policies, DateTimeOffset now)
    {
        var moment = now;
        for (var i = 0; i < MostOpenings; i++)
        {
            var openings = policies.Where(p => p.Windows.Count > 0)
                .Select(p => p.Windows.Select(w => WindowClock.Next(w, moment)).MinBy(o => o.Opens)!.Opens).ToList();
            if (openings.All(opens => opens <= moment))
            {
                return moment;
            }

            moment = openings.Max();
        }

        return null;
    }
}
