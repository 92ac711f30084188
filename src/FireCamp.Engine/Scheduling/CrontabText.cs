using FireCamp.Engine.Model;

namespace FireCamp.Engine.Scheduling;

/// <summary>Reads and writes tasks as lines of a crontab, and leaves all other lines as they are. Pure.</summary>
public static class CrontabText
{
    /// <summary>A task's two lines: what it is, and what is run.</summary>
    public static string Entry(TaskSpec task)
    {
        var variables = task.Variables.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={Quoted(v.Value)}");
        var words = task.Arguments.Prepend(task.Program).Select(Quoted);

        // To cron a percent sign is the end of the line.
        var command = string.Join(' ', variables.Concat(words)).Replace("%", "\\%", StringComparison.Ordinal);
        return $"{TaskMark.LineOf(task)}\n{TaskInterval.Cron(task.Every)} {command}\n";
    }

    /// <summary>The crontab with the task: where it was, if it had it.</summary>
    public static string With(string crontab, TaskSpec task)
    {
        var lines = Lines(crontab);
        var at = IndexOf(lines, task.Name);
        var rest = Without(lines, task.Name);
        rest.InsertRange(at < 0 ? rest.Count : at, Lines(Entry(task)));
        return Text(rest);
    }

    /// <summary>The crontab without the task.</summary>
    public static string Without(string crontab, string name) => Text(Without(Lines(crontab), name));

    /// <summary>The tasks that are in it.</summary>
    /// <param name="place">Where it is, for people.</param>
    public static IReadOnlyList<ScheduledTask> Read(string crontab, string place)
    {
        var lines = Lines(crontab);
        return
        [
            .. lines.Select((line, i) => (Mark: TaskMark.Read(line), At: i)).Where(found => found.Mark is not null && found.At + 1 < lines.Count)
                .Select(found => found.Mark!.Task(ScheduledTaskKind.Crontab, place, lines[found.At + 1])),
        ];
    }

    private static List<string> Without(List<string> lines, string name)
    {
        var rest = lines.ToList();
        while (IndexOf(rest, name) is var at and >= 0)
        {
            rest.RemoveRange(at, Math.Min(2, rest.Count - at));
        }

        return rest;
    }

    private static int IndexOf(List<string> lines, string name) => lines.FindIndex(line => TaskMark.Read(line)?.Name == name);

    private static List<string> Lines(string text)
    {
        var lines = text.Split('\n').ToList();
        if (lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return lines;
    }

    private static string Text(List<string> lines) => string.Concat(lines.Select(line => $"{line}\n"));

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
