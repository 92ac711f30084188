using FireCamp.Engine.Health;
using FireCamp.Engine.Model;

namespace FireCamp.Engine;

/// <summary>What clients need to know of a service's members.</summary>
internal static class Endpoints
{
    /// <param name="namesResolve">Whether clients can use names; when not, the host is the address.</param>
    public static IReadOnlyList<Endpoint> Of(ServiceSight sight, bool namesResolve)
        => [.. ServiceObserver.Members(sight)
            .Select(m => Of(m, sight.Members.First(s => s.Name == m.Name), namesResolve))
            .OrderBy(e => e.Role == MemberRole.Primary ? 0 : 1)];

    private static Endpoint Of(Member member, MemberOutline spec, bool namesResolve)
        => new(
            member.Cluster,
            member.Service,
            member.Name,
            member.Role,
            namesResolve ? member.Host : member.Address ?? member.Host,
            member.Address,
            spec.Workload.Ports.FirstOrDefault(p => p.Name == Catalog.CatalogNames.ClientPort)?.Number ?? 0,
            member.Phase == MemberPhase.Ready,
            spec.Connections);
}
