using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>Finds a service's members by name.</summary>
internal static class MemberNames
{
    /// <summary>The members that are asked for, in the service's order; all where no name is given.</summary>
    /// <exception cref="NotFoundException">The service, or a member that was named without a wildcard.</exception>
    public static async Task<IReadOnlyList<Member>> FindAsync(
        ClusterEngine cluster, ServiceReference service, IReadOnlyList<string> names, CancellationToken cancel)
    {
        var asked = service.Member is { } one ? [one] : names;
        var members = await cluster.ListMembersAsync(service.Name, cancel);
        foreach (var name in asked)
        {
            if (!NamePatterns.IsPattern(name) && !members.Any(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                throw new NotFoundException(
                    "Member", name, $"Service '{service.Name}' has: {string.Join(", ", members.Select(m => m.Name))}.");
            }
        }

        var matches = NamePatterns.MatchingAny(asked);
        return [.. members.Where(m => matches(m.Name))];
    }
}
