using Docker.DotNet.Models;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>A member's container as Swarm sees it.</summary>
/// <param name="NodeId">Where Swarm put it; null while it is put nowhere.</param>
/// <param name="Error">What went wrong, in Docker's words; empty when nothing did.</param>
internal sealed record SwarmTask(
    string Member, string RunToken, TaskState State, TaskState DesiredState, string? NodeId, string Error, string Message, DateTime CreatedAt)
{
    /// <summary>Whether it has ended for good, or never began.</summary>
    public bool IsOver => State is TaskState.Complete or TaskState.Shutdown or TaskState.Failed or TaskState.Rejected or TaskState.Remove
        or TaskState.Orphaned;

    /// <summary>Whether Swarm wants it to run, now or as soon as the one before has ended.</summary>
    public bool IsWanted => DesiredState is TaskState.Running or TaskState.Ready;

    public static SwarmTask Of(TaskResponse task) => new(
        Label(task, SwarmNames.Member),
        Label(task, SwarmNames.RunToken),
        task.Status?.State ?? TaskState.New,
        task.DesiredState ?? TaskState.New,
        string.IsNullOrEmpty(task.NodeID) ? null : task.NodeID,
        task.Status?.Err ?? "",
        task.Status?.Message ?? "",
        task.CreatedAt ?? default);

    private static string Label(TaskResponse task, string name)
        => task.Spec?.ContainerSpec?.Labels is { } labels && labels.TryGetValue(name, out var value) ? value : "";
}
