using System.Management.Automation;
using FireCamp.Engine.Model;

namespace FireCamp.PowerShell.References;

/// <summary>Names a node; PowerShell makes one of a name or of a node object, or of a member that has one.</summary>
public sealed class NodeReference
{
    public NodeReference(string name) => Name = name;

    public NodeReference(NodeStatus node)
    {
        Name = node.Name;
        Cluster = node.Cluster;
    }

    public NodeReference(Member member)
    {
        Name = member.Node ?? throw new PSInvalidCastException($"No node runs member '{member.Name}'.");
        Cluster = member.Cluster;
    }

    public NodeReference(PSObject value)
    {
        Name = ReferenceText.Of(value, "Node") ?? ReferenceText.Required(value, "Name");
        Cluster = ReferenceText.Of(value, "Cluster");
    }

    public string Name { get; }

    /// <summary>The cluster that the object came from; null for a bare name.</summary>
    public string? Cluster { get; }

    public override string ToString() => Name;
}
