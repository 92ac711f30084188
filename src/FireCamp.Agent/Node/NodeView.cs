using FireCamp.Agent.Members;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms;

namespace FireCamp.Agent.Node;

/// <summary>One look at the store.</summary>
internal sealed class NodeView(ClusterSpec cluster, IReadOnlyList<MemberUnit> unitList, IReadOnlyList<MemberClaim> claims)
{
    private readonly Dictionary<MemberKey, MemberClaim> byMember = claims.ToDictionary(c => new MemberKey(c.Service, c.Member));

    private readonly Dictionary<MemberKey, MemberUnit> units = unitList.ToDictionary(u => new MemberKey(u.Service, u.Member));

    public ClusterSpec Cluster => cluster;

    public IReadOnlyList<MemberUnit> Units => unitList;

    public IReadOnlyList<MemberClaim> Claims => claims;

    public MemberUnit? UnitOf(string service, string member) => units.GetValueOrDefault(new(service, member));

    public MemberClaim? ClaimOf(string service, string member) => byMember.GetValueOrDefault(new(service, member));
}
