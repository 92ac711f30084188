using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine;

/// <summary>Looks whether there is a place for the logs that members are to archive.</summary>
internal static class ArchiveStores
{
    /// <summary>Returns when none of the members archives its log, or the cluster has a backup store of its own, to which agents bring it.</summary>
    /// <exception cref="FireCampException"><c>BackupStoreNotNamed</c>: it has none.</exception>
    public static async Task RequireAsync(ClusterConnection connection, IEnumerable<MemberSpec> members, CancellationToken cancel)
    {
        if (members.FirstOrDefault(m => m.Workload.Archives) is { } member
            && await connection.Ports.Store.FindAsync(Keys.BackupStore, ModelJson.Default.BackupStoreSetting, cancel).ConfigureAwait(false) is null)
        {
            throw new FireCampException(
                "BackupStoreNotNamed",
                $"Service '{member.Service}' is to have its log archived, and cluster '{connection.Ports.Cluster}' has no backup store.",
                "Set one with Set-FireCampBackupStore; or turn off the option by which the kind archives its log.") { Target = member.Service };
        }
    }
}
