using System.Management.Automation;
using FireCamp.Engine.Model;

namespace FireCamp.PowerShell.References;

/// <summary>Names a cluster; PowerShell makes one of a name or of a cluster object.</summary>
public sealed class ClusterReference
{
    public ClusterReference(string name) => Name = name;

    public ClusterReference(Cluster cluster) => Name = cluster.Name;

    public ClusterReference(PSObject value) => Name = ReferenceText.Required(value, "Name");

    public string Name { get; }

    public override string ToString() => Name;
}
