using System.Text;

namespace FireCamp.Engine.Planning;

/// <summary>Prints plans of more and fewer shards: who comes or goes, how much data moves, and what becomes of the others.</summary>
internal static class ShardPlanText
{
    public static string Of(AddShardsPlan plan)
    {
        var replicas = plan.Replicas;
        var text = ReplicaPlanText.Head(new StringBuilder(), $"Add {Count(plan.Move)} to", replicas.Before, replicas.After, replicas.Differences)
            .AppendLine("  New members:");
        foreach (var member in replicas.New)
        {
            text.AppendLine($"    {member.Name}  {member.Zone}  {member.Address ?? member.Host}  {member.Workload.Memory}  shard {member.Shard}");
        }

        text.AppendLine($"  Data: {plan.Move.HowMuch()} move to them, which begin empty. All of it is served meanwhile.");
        ReplicaPlanText.Others(text, replicas.Members, replicas.Changes);
        return PlanText.Steps(text,
        [
            "record the service",
            "take the addresses, get the software",
            "make the new members' volumes",
            $"name, record and start {ReplicaPlanText.Names(replicas.New)}; wait until they are ready",
            .. replicas.New.Where(m => m.Workload.Actions.ContainsKey(Catalog.CatalogNames.Join)).Select(m => $"let {m.Name} join"),
            $"move {plan.Move.HowMuch()} to the new shards",
            .. replicas.Changes.Select(ReplicaPlanText.Step),
        ]);
    }

    public static string Of(RemoveShardsPlan plan)
    {
        var replicas = plan.Replicas;
        var text = ReplicaPlanText.Head(new StringBuilder(), $"Remove {Count(plan.Move)} from", replicas.Before, replicas.After, replicas.Differences)
            .AppendLine("  Members that go:");
        foreach (var member in replicas.Leaving)
        {
            text.AppendLine($"    {member.Name}  {member.Zone}  {member.Address ?? member.Host}  shard {member.Shard}");
        }

        text.AppendLine($"  Data: {plan.Move.HowMuch()} move to the other shards before. All of it is served meanwhile.").AppendLine("  Volumes:");
        foreach (var volume in replicas.Volumes)
        {
            text.AppendLine($"    {volume.Volume.Name}  {volume.Volume.Size}  {(volume.Kept ? "kept" : "DELETED WITH ITS DATA")}");
        }

        ReplicaPlanText.Others(text, replicas.Members, replicas.Changes);
        return PlanText.Steps(text,
        [
            "record the service",
            $"move {plan.Move.HowMuch()} to the shards that stay",
            .. replicas.Changes.Select(ReplicaPlanText.Step),
            $"stop and remove {ReplicaPlanText.Names(replicas.Leaving)}",
            "remove the names",
            "let the others forget them",
            replicas.Volumes.Any(v => !v.Kept) ? "delete the volumes" : "",
        ]);
    }

    private static string Count(ShardMove move) => Math.Abs(move.From - move.To) is var count && count == 1 ? "1 shard" : $"{count} shards";
}
