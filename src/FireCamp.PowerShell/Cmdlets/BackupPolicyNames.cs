using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Cmdlets;

/// <summary>Finds backup policies by name.</summary>
internal static class BackupPolicyNames
{
    /// <summary>The one that is named, or what a pattern matches, perhaps nothing.</summary>
    /// <exception cref="NotFoundException">There is none of that name.</exception>
    public static async Task<IReadOnlyList<BackupPolicy>> FindAsync(
        ClusterEngine cluster, BackupPolicyReference reference, CancellationToken cancel)
    {
        if (!NamePatterns.IsPattern(reference.Name))
        {
            return [await cluster.BackupPolicies.GetAsync(reference.Name, cancel)];
        }

        var matches = NamePatterns.Matching(reference.Name);
        return [.. (await cluster.BackupPolicies.ListAsync(cancel)).Where(p => matches(p.Name))];
    }
}
