using System.Text;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Prints the plans of backups: what is read from whom, and what becomes of it.</summary>
internal static class BackupPlanText
{
    public static string Of(BackupServicePlan plan)
    {
        var text = new StringBuilder()
            .AppendLine($"Back up {plan.Service.Kind} {plan.Service.Version} service '{plan.Service.Name}' of cluster '{plan.Cluster}'")
            .AppendLine($"  Backup: {plan.Place.Id}{(plan.Label is null ? "" : $" ({plan.Label})")}")
            .AppendLine($"  Store: {plan.Place.Store}")
            .AppendLine($"  Encrypted: {(plan.IsEncrypted ? "with the cluster's key" : "no")}");
        foreach (var (name, value) in plan.Tags.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            text.AppendLine($"  Tag: {name} = {value}");
        }

        text.AppendLine("  Read from:");
        foreach (var member in plan.Sources)
        {
            var role = plan.Members.First(m => m.Name == member.Name).Role;
            var word = role == MemberRole.None ? "" : $" ({role.ToString().ToLowerInvariant()})";
            text.AppendLine($"    {member.Name}{word}  {string.Join(", ", member.Volumes.Select(v => v.Name))}");
        }

        text.AppendLine("  No passwords are kept: whoever restores it gets new ones, or gives them.");
        return PlanText.Steps(text,
        [
            .. plan.Sources.Select(m => $"make snapshots of {m.Name}'s volumes{(plan.IsRunning ? "; it serves on meanwhile" : "")}"),
            "copy them to the store", "read back and compare all that was written", "delete the snapshots",
        ]);
    }

    public static string Of(RemoveBackupPlan plan)
        => PlanText.Steps(
            new StringBuilder().AppendLine($"Remove backup '{plan.Place.Id}' of service '{plan.Place.Service}'")
                .AppendLine($"  Store: {plan.Place.Store}")
                .AppendLine(plan.IsLastProven ? "  THE LAST PROVEN BACKUP OF THE SERVICE GOES." : "  It is DELETED FOR GOOD."),
            "delete it");

    public static string Of(CopyBackupPlan plan)
        => PlanText.Steps(
            new StringBuilder().AppendLine($"Copy backup '{plan.Place.Id}' of service '{plan.Place.Service}'")
                .AppendLine($"  From: {plan.Place.Store}")
                .AppendLine($"  To: {plan.To.Store}")
                .AppendLine($"  Encrypted there: {(plan.IsEncrypted ? "with the cluster's key" : "no")}"),
            "copy it", "read back and compare all that was written");
}
