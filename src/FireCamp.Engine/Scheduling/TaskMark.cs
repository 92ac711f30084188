using System.Text.Json;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Scheduling;

/// <summary>The comment by which an installed task is known again: one line.</summary>
internal sealed record TaskMark(string Name, ScheduledWork Work, string Cluster, TimeSpan Every, string User)
{
    public const string Start = "# firecamp ";

    public static string LineOf(TaskSpec task)
        => Start + JsonSerializer.Serialize(
            new TaskMark(task.Name, task.Work, task.Cluster, task.Every, task.User ?? ""), SchedulingJson.Default.TaskMark);

    /// <summary>What a line says, or null when it is no mark.</summary>
    public static TaskMark? Read(string line)
    {
        try
        {
            return line.StartsWith(Start, StringComparison.Ordinal)
                ? JsonSerializer.Deserialize(line[Start.Length..], SchedulingJson.Default.TaskMark)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public ScheduledTask Task(ScheduledTaskKind kind, string place, string text) => new()
    {
        Name = Name, Kind = kind, Work = Work, Cluster = Cluster, Every = Every, User = User, Place = place, Text = text,
    };
}
