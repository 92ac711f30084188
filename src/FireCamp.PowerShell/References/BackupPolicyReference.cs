using System.Management.Automation;
using FireCamp.Engine.Model;

namespace FireCamp.PowerShell.References;

/// <summary>Names a backup policy; PowerShell makes one of a name, of a policy, or of what came of one.</summary>
public sealed class BackupPolicyReference
{
    public BackupPolicyReference(string name) => Name = name;

    public BackupPolicyReference(BackupPolicy policy)
    {
        Name = policy.Name;
        Cluster = policy.Cluster;
    }

    public BackupPolicyReference(PSObject value)
    {
        Name = ReferenceText.Of(value, "Policy") ?? ReferenceText.Required(value, "Name");
        Cluster = ReferenceText.Of(value, "Cluster");
    }

    public string Name { get; }

    /// <summary>The cluster that the object came from; null for a bare name.</summary>
    public string? Cluster { get; }

    public override string ToString() => Name;
}
