using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;

namespace FireCamp.PowerShell.References;

/// <summary>Names what events are about; PowerShell makes one of a text, or of a service, member, node, cluster or operation.</summary>
public sealed class SubjectReference
{
    /// <param name="text"><c>service/mypg</c>, <c>service/mypg/mypg-0</c>, <c>node/node-1</c>, <c>cluster/t1</c>; a
    /// bare name is a service's.</param>
    public SubjectReference(string text) => Subject = text.Contains('/', StringComparison.Ordinal) ? text : Subjects.Service(text);

    public SubjectReference(Service service)
    {
        Subject = Subjects.Service(service.Name);
        Cluster = service.Cluster;
    }

    public SubjectReference(Member member)
    {
        Subject = Subjects.Member(member.Service, member.Name);
        Cluster = member.Cluster;
    }

    public SubjectReference(NodeStatus node)
    {
        Subject = Subjects.Node(node.Name);
        Cluster = node.Cluster;
    }

    public SubjectReference(Cluster cluster)
    {
        Subject = Subjects.Cluster(cluster.Name);
        Cluster = cluster.Name;
    }

    public SubjectReference(Operation operation)
    {
        Subject = operation.Subject;
        Cluster = operation.Cluster;
    }

    public string Subject { get; }

    /// <summary>The cluster that the object came from; null for a bare text.</summary>
    public string? Cluster { get; }

    public override string ToString() => Subject;
}
