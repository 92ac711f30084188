using System.Text;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Prints plans for people: what will be, then the steps in order.</summary>
internal static class PlanText
{
    public static string Create(CreateServicePlan plan)
    {
        var service = plan.Service;
        var text = new StringBuilder()
            .Append($"Create {service.Kind} {service.Version} service '{service.Name}' in cluster '{plan.Cluster}'")
            .AppendLine($" with {Count(plan.Members.Count, "member")}")
            .AppendLine("  Members:");
        foreach (var member in plan.Members)
        {
            text.AppendLine($"    {MemberLine(member)}");
        }

        text.AppendLine("  Volumes:");
        foreach (var volume in plan.Members.SelectMany(m => m.Volumes))
        {
            var kept = plan.KeptVolumes.Contains(volume.Name) ? " (kept from the earlier service)" : "";
            text.AppendLine($"    {volume.Name}  {volume.Size}  {volume.Zone}{kept}");
        }

        text.AppendLine("  Files:");
        foreach (var group in plan.Members.SelectMany(m => m.Files.Select(f => (f.Path, m.Name))).GroupBy(f => f.Path))
        {
            text.AppendLine($"    {group.Key}  on {Members(group.Select(f => f.Name), plan.Members.Count)}");
        }

        Secrets(text, service.Credentials);
        text.AppendLine("  Options:");
        foreach (var (name, value) in service.Options.OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            text.AppendLine($"    {name} = {value}");
        }

        if (service.FailoverAfter is { } after)
        {
            text.AppendLine($"  Failover: when its primary can't run anywhere for {Duration.Format(after)}, agents promote a replica"
                + (service.FailoverMaxLag is { } most ? $", if at most {most} are missing" : ""));
        }

        foreach (var line in PolicyText.Lines(plan.Policy))
        {
            text.AppendLine($"  {line}");
        }

        return Steps(text, "record the service", "make its secrets", "get the software", "make the volumes", "give the names their addresses",
            "record and start the members",
            plan.InitializeOn.Count > 0 ? $"initialize on {string.Join(", ", plan.InitializeOn)}" : "", "wait until all are ready");
    }

    public static string Start(StartServicePlan plan)
        => Steps(new StringBuilder().AppendLine($"Start {Count(plan.Members.Count, "member")} of service '{plan.Service}'"),
            $"start {Names(plan.Members)}", "wait until all are ready");

    public static string Stop(StopServicePlan plan)
        => Steps(
            new StringBuilder()
                .AppendLine($"Stop {Count(plan.Members.Count, "member")} of service '{plan.Service}'; volumes, names and addresses stay"),
            plan.Primaries.Count > 0 ? $"stop {string.Join(", ", plan.Primaries)}" : "",
            plan.Others.Count > 0 ? $"stop {string.Join(", ", plan.Others)}" : "");

    public static string Restart(RestartServicePlan plan)
        => Steps(new StringBuilder().AppendLine($"Restart {Count(plan.Order.Count, "member")} of service '{plan.Service}', one at a time"),
            [.. plan.Order.Select(m => $"restart {m}; wait until it is ready and caught up")]);

    public static string Remove(RemoveServicePlan plan)
    {
        var text = new StringBuilder().AppendLine($"Remove service '{plan.Service.Name}' of cluster '{plan.Cluster}'").AppendLine("  Volumes:");
        foreach (var volume in plan.Volumes)
        {
            text.AppendLine($"    {volume.Volume.Name}  {volume.Volume.Size}  {(volume.Kept ? "kept" : "DELETED WITH ITS DATA")}");
        }

        return Steps(text, plan.Members.Count > 0 ? $"stop and remove {Names(plan.Members)}" : "", "remove the names",
            plan.RemoveVolumes ? "delete the volumes and secrets" : "note the volumes and secrets that are kept", "forget the service");
    }

    public static string CreateCluster(CreateClusterPlan plan)
    {
        var text = new StringBuilder()
            .Append($"Create {plan.Spec.Platform} cluster '{plan.Cluster}'")
            .AppendLine($" with {Count(plan.Spec.Nodes.Count, "node")} over {Count(plan.Spec.Zones.Count, "zone")}")
            .AppendLine($"  Domain: {plan.Spec.Domain}")
            .AppendLine($"  Network: {plan.Spec.Network ?? plan.Settings.GetValueOrDefault("Network")}")
            .AppendLine("  Nodes:");
        foreach (var node in plan.Spec.Nodes)
        {
            text.AppendLine($"    {node.Name}  {node.Zone}  {node.Memory}");
        }

        if (plan.PlatformChanges.Count > 0)
        {
            text.AppendLine("  Platform:");
            foreach (var change in plan.PlatformChanges)
            {
                text.AppendLine($"    {change}");
            }
        }

        return Steps(text, "record the cluster", plan.PlatformChanges.Count > 0 ? "change the platform's settings" : "", "start the nodes");
    }

    public static string StartCluster(StartClusterPlan plan)
        => Steps(new StringBuilder().AppendLine($"Start cluster '{plan.Cluster}'"), $"start {string.Join(", ", plan.Nodes)}");

    public static string StopCluster(StopClusterPlan plan)
        => Steps(
            new StringBuilder().AppendLine($"Stop cluster '{plan.Cluster}' with all members that run on it"),
            $"stop {string.Join(", ", plan.Nodes)}");

    public static string RemoveCluster(RemoveClusterPlan plan)
        => Steps(
            new StringBuilder().AppendLine($"Remove cluster '{plan.Cluster}'")
                .AppendLine(plan.Services.Count > 0
                    ? $"  SERVICES DELETED WITH THEIR DATA: {string.Join(", ", plan.Services)}" 
                    : "  It has no services.")
                .AppendLine(plan.Volumes.Count > 0 ? $"  VOLUMES DELETED: {string.Join(", ", plan.Volumes)}" : "  It has no volumes."),
            $"stop {string.Join(", ", plan.Nodes)}", "remove the names", "delete all that the cluster stored");

    private static string MemberLine(MemberSpec member)
    {
        var role = member.Role == MemberRole.None ? "" : $"  {member.Role.ToString().ToLowerInvariant()}";
        var ports = string.Join(",", member.Workload.Ports.Select(p => p.Number));
        return $"{member.Name}  {member.Zone}  {member.Address ?? member.Host}:{ports}  {member.Workload.Memory}{role}";
    }

    private static void Secrets(StringBuilder text, IReadOnlyList<ServiceCredential> credentials)
    {
        if (credentials.Count > 0)
        {
            text.AppendLine("  Credentials:");
            foreach (var credential in credentials)
            {
                text.AppendLine($"    {credential.Name}  {credential.UserName}");
            }
        }
    }

    internal static string Steps(StringBuilder text, params IReadOnlyList<string> steps)
    {
        text.AppendLine("  Steps:");
        var number = 0;
        foreach (var step in steps.Where(s => s.Length > 0))
        {
            text.AppendLine($"    {++number}. {step}");
        }

        return text.ToString().TrimEnd();
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static string Names(IReadOnlyList<MemberSpec> members) => string.Join(", ", members.Select(m => m.Name));

    private static string Members(IEnumerable<string> names, int all)
    {
        var list = names.ToList();
        return list.Count == all ? "every member" : string.Join(", ", list);
    }
}
