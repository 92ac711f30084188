using System.Text;

namespace FireCamp.Engine.Scheduling;

/// <summary>Writes a task as units of systemd's. Pure.</summary>
public static class SystemdUnits
{
    /// <summary>The unit that does the work.</summary>
    public static string Service(TaskSpec task)
    {
        var text = new StringBuilder()
            .AppendLine(TaskMark.LineOf(task))
            .AppendLine("[Unit]")
            .AppendLine($"Description={Escaped(task.Title)}")
            .AppendLine()
            .AppendLine("[Service]")
            .AppendLine("Type=oneshot");
        if (task.User is { } user)
        {
            text.AppendLine($"User={user}");
        }

        foreach (var (name, value) in task.Variables.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            text.AppendLine($"Environment={Quoted($"{name}={value}")}");
        }

        // A dollar is a variable there, and nowhere else.
        var words = task.Arguments.Prepend(task.Program).Select(word => Quoted(word).Replace("$", "$$", StringComparison.Ordinal));
        return text.AppendLine($"ExecStart={string.Join(' ', words)}").ToString();
    }

    /// <summary>The unit that says when: what was missed while the machine was down is made up for once.</summary>
    public static string Timer(TaskSpec task) => new StringBuilder()
        .AppendLine(TaskMark.LineOf(task))
        .AppendLine("[Unit]")
        .AppendLine($"Description={Escaped(task.Title)}")
        .AppendLine()
        .AppendLine("[Timer]")
        .AppendLine($"OnCalendar={TaskInterval.Calendar(task.Every)}")
        .AppendLine("Persistent=true")
        .AppendLine("AccuracySec=1s")
        .AppendLine()
        .AppendLine("[Install]")
        .AppendLine("WantedBy=timers.target")
        .ToString();

    private static string Quoted(string word)
        => $"\"{Escaped(word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal))}\"";

    private static string Escaped(string text) => text.Replace("%", "%%", StringComparison.Ordinal);
}
