using System.Globalization;
using System.Text;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Prints the plans of services that get the data of a backup or of another service.</summary>
internal static class RestorePlanText
{
    public static string Of(RestoreServicePlan plan)
        => Filled(plan, plan.To is { } to
                ? $"Restore '{plan.Place.Service}' as it was at {Moment(to)}, from backup '{plan.Place.Id}' and the archived log, into a new service"
                : $"Restore backup '{plan.Place.Id}' of '{plan.Place.Service}', as it was at {Time(plan.TakenAt)}, into a new service",
            $"Store: {plan.Place.Store}", []);

    public static string Of(CopyServicePlan plan)
        => Filled(plan, $"Copy service '{plan.Of.Name}' as it is now into a new service", $"Read from: {Names(plan.Sources)}",
            [.. plan.Sources.Select(m => $"make snapshots of {m.Name}'s volumes{(plan.IsRunning ? "; it serves on meanwhile" : "")}")]);

    public static string Of(TestBackupPlan plan)
    {
        var text = new StringBuilder()
            .Append($"Prove backup '{plan.Place.Id}' of '{plan.Place.Service}' ")
            .AppendLine($"in service '{plan.Create.Service.Name}', which is there for this alone")
            .AppendLine($"  Store: {plan.Place.Store}");
        Filling(text, plan.Fills);
        return PlanText.Steps(text,
        [
            "read all of the backup", $"make the service: {Names(plan.Create.Members)}",
            plan.VerifyOn.Count > 0 ? $"look at the data of {string.Join(", ", plan.VerifyOn)} with the kind's own tools" : "",
            "note that the backup is proven", "remove the service with its volumes",
        ]);
    }

    public static string Of(RestoreInPlacePlan plan)
    {
        var text = new StringBuilder()
            .Append($"Restore service '{plan.Service.Name}' of cluster '{plan.Cluster}' in place from backup '{plan.Place.Id}'")
            .AppendLine(plan.To is null ? "" : " and the archived log")
            .AppendLine($"  Store: {plan.Place.Store}")
            .Append($"  ALL THAT WAS WRITTEN AFTER {(plan.To is { } to ? Moment(to) : Time(plan.TakenAt))} IS GONE afterwards, ")
            .AppendLine("and nobody is served meanwhile.")
            .AppendLine("  Passwords stay the service's own.")
            .AppendLine("  Kept until it is ready:");
        foreach (var volume in plan.Members.SelectMany(m => m.Volumes))
        {
            text.AppendLine($"    {volume.Name}  as snapshot {plan.KeptOf(volume)}");
        }

        Filling(text, plan.Fills);
        return PlanText.Steps(text,
        [
            $"stop {Names(plan.Members)}", "keep their volumes as they are", "make the volumes anew", "start the members",
            plan.InitializeOn.Count > 0 ? $"initialize on {string.Join(", ", plan.InitializeOn)}" : "", "wait until all are ready",
            "delete what was kept",
        ]);
    }

    public static void Filling(StringBuilder text, IReadOnlyList<VolumeFill> fills)
    {
        text.AppendLine("  Filled:");
        foreach (var fill in fills)
        {
            text.AppendLine($"    {fill.Volume.Name}  from {fill.From}");
            foreach (var stretch in fill.Log?.Stretches ?? [])
            {
                text.AppendLine($"      and the log from segment {stretch.First} to {stretch.Last}");
            }
        }
    }

    private static string Filled(IFilledService plan, string title, string source, IReadOnlyList<string> first)
    {
        var text = new StringBuilder().AppendLine(title).AppendLine($"  {source}");
        Filling(text, plan.Fills);
        text.AppendLine("  Its passwords are new ones, or those that are given.");
        foreach (var step in first)
        {
            text.AppendLine($"  First: {step}");
        }

        return text.Append(PlanText.Create(plan.Create)).ToString().TrimEnd();
    }

    private static string Names(IEnumerable<MemberSpec> members) => string.Join(", ", members.Select(m => m.Name));

    private static string Moment(DateTimeOffset time)
        => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
