using Docker.DotNet.Models;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>Why a member's container doesn't run, from its tasks.</summary>
internal static class SwarmTaskReason
{
    /// <summary>Docker puts these before what the volume plugin, our agent, said.</summary>
    private const string Plugin = "VolumeDriver.Mount: ";

    /// <param name="tasks">The member's tasks, the newest first.</param>
    /// <param name="nodeOf">A node's name by its id.</param>
    /// <returns>A sentence; empty when there is nothing to say.</returns>
    public static string Of(IReadOnlyList<SwarmTask> tasks, Func<string, string> nodeOf)
    {
        if (tasks.Count == 0)
        {
            return "Swarm has made no container of it yet.";
        }

        return tasks[0] switch
        {
            { State: TaskState.Running } => "",
            { State: TaskState.New or TaskState.Pending, NodeId: null, Error.Length: > 0 } waiting => $"Swarm can't place it: {waiting.Error}",
            { IsOver: true } ended => Ended(ended, nodeOf),
            var starting => Starting(starting, tasks.Skip(1).FirstOrDefault(t => t.Error.Length > 0), nodeOf),
        };
    }

    private static string Ended(SwarmTask task, Func<string, string> nodeOf)
        => task.Error.Length > 0 ? $"Its container failed{On(task, nodeOf)}: {Shorten(task.Error)}" : "";

    private static string Starting(SwarmTask task, SwarmTask? before, Func<string, string> nodeOf)
    {
        var error = task.Error.Length > 0 ? Shorten(task.Error) : "";
        return (error, before) switch
        {
            ("", null) => $"Its container is {task.State.ToString().ToLowerInvariant()}{On(task, nodeOf)}.",
            ("", _) => $"Its container is tried again{On(task, nodeOf)}; the last one failed{On(before, nodeOf)}: {Shorten(before.Error)}",
            _ => $"Its container is {task.State.ToString().ToLowerInvariant()}{On(task, nodeOf)}: {error}",
        };
    }

    private static string On(SwarmTask task, Func<string, string> nodeOf) => task.NodeId is { } id ? $" on {nodeOf(id)}" : "";

    private static string Shorten(string error)
    {
        var at = error.IndexOf(Plugin, StringComparison.Ordinal);
        return at < 0 ? error : error[(at + Plugin.Length)..];
    }
}
