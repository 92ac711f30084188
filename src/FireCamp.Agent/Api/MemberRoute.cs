using FireCamp.Agent.Members;
using FireCamp.Agent.Node;

namespace FireCamp.Agent.Api;

/// <summary>The member that a request's path names.</summary>
internal static class MemberRoute
{
    public static (string Service, string Member) KeyOf(HttpContext context) => (Value(context, "service"), Value(context, "member"));

    /// <summary>What runs of the member on this node now.</summary>
    /// <exception cref="MemberNotRunningException">Nothing does.</exception>
    public static MemberRun RunOf(HttpContext context, NodeAgent agent)
    {
        var (service, member) = KeyOf(context);
        return agent.Session?.Members.Find(service, member)?.Run ?? throw new MemberNotRunningException(member, agent.Node.Node);
    }

    private static string Value(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;
}
