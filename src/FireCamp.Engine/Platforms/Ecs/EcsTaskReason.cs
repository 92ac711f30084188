using FireCamp.Engine.Clients.Aws.Ecs;

namespace FireCamp.Engine.Platforms.Ecs;

/// <summary>Why a member's task doesn't run, from its tasks and from what its service tells.</summary>
internal static class EcsTaskReason
{
    /// <param name="newestFirst">The member's tasks.</param>
    /// <param name="service">The member's service; null when there is none.</param>
    /// <param name="nodeOf">A node's name by its container instance.</param>
    /// <returns>A sentence; empty when there is nothing to say.</returns>
    public static string Of(IReadOnlyList<EcsTask> newestFirst, EcsService? service, Func<string, string> nodeOf)
    {
        var event_ = service?.Events?.MaxBy(e => e.CreatedAt)?.Message;
        return newestFirst.Count == 0
            ? NotStarted(service, event_)
            : newestFirst[0] switch
            {
                { LastStatus: "RUNNING", DesiredStatus: "RUNNING" } => "",
                { LastStatus: "STOPPED" } ended => Ended(ended, event_, nodeOf),
                var other => $"Its task is {other.LastStatus.ToLowerInvariant()}{On(other, nodeOf)}{Before(newestFirst, nodeOf)}.",
            };
    }

    private static string NotStarted(EcsService? service, string? event_) => (service, event_) switch
    {
        (null, _) => "ECS has no service of it.",
        (_, { } said) => $"ECS says: {said}",
        _ => "ECS has started no task of it yet.",
    };

    private static string Ended(EcsTask task, string? event_, Func<string, string> nodeOf)
        => (WhyOf(task), event_) switch
        {
            ({ Length: > 0 } why, _) => $"Its task ended{On(task, nodeOf)}: {why}",
            (_, { } said) => $"ECS says: {said}",
            _ => "Its task ended.",
        };

    private static string Before(IReadOnlyList<EcsTask> tasks, Func<string, string> nodeOf)
        => tasks.Skip(1).FirstOrDefault(t => t.LastStatus == "STOPPED" && WhyOf(t).Length > 0) is { } last
            ? $"; the last one ended{On(last, nodeOf)}: {WhyOf(last)}" : "";

    // What the volume plugin, our agent, said stands in the container's reason; the task's tells only that something failed.
    private static string WhyOf(EcsTask task)
        => (task.Containers?.Select(c => c.Reason).FirstOrDefault(r => !string.IsNullOrEmpty(r)) ?? task.StoppedReason ?? "").TrimEnd('.');

    private static string On(EcsTask task, Func<string, string> nodeOf) => task.ContainerInstanceArn is { } arn ? $" on {nodeOf(arn)}" : "";
}
