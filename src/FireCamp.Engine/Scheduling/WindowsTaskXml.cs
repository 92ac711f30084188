using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Scheduling;

/// <summary>Writes a task for Windows' task scheduler. Pure.</summary>
public static class WindowsTaskXml
{
    private static readonly XNamespace Space = "http://schemas.microsoft.com/windows/2004/02/mit/task";

    /// <summary>The task's definition, as <c>schtasks /Create /XML</c> reads it.</summary>
    public static string Of(TaskSpec task)
    {
        var document = new XElement(Space + "Task",
            new XAttribute("version", "1.2"),
            Node("RegistrationInfo", Node("Description", TaskMark.LineOf(task))),
            Node("Triggers",
                Node("CalendarTrigger",
                    Node("StartBoundary", "2026-01-01T00:00:00"),
                    task.Every < TimeSpan.FromDays(1) ? Repetition(task.Every) : null,
                    Node("ScheduleByDay", Node("DaysInterval", "1")))),
            Node("Principals",
                new XElement(Space + "Principal", new XAttribute("id", "Author"),
                    Node("UserId", task.User ?? Environment.UserName), Node("LogonType", "S4U"))),
            Node("Settings",
                Node("MultipleInstancesPolicy", "IgnoreNew"),
                Node("DisallowStartIfOnBatteries", "false"),
                Node("StopIfGoingOnBatteries", "false"),
                Node("StartWhenAvailable", "true"),
                Node("ExecutionTimeLimit", "PT0S")),
            new XElement(Space + "Actions", new XAttribute("Context", "Author"),
                Node("Exec",
                    Node("Command", task.Program),
                    Node("Arguments", string.Join(' ', task.Arguments.SkipLast(1).Append(Line(task)).Select(Quoted))))));
        return $"<?xml version=\"1.0\"?>\n{document}\n";
    }

    /// <summary>The task that a definition is of; null when it is none of FireCamp's.</summary>
    /// <param name="place">Where it is, for people.</param>
    public static ScheduledTask? Read(string xml, string place)
    {
        try
        {
            var mark = XDocument.Parse(xml.TrimStart('\uFEFF', ' ', '\r', '\n')).Descendants(Space + "Description").FirstOrDefault()?.Value;
            return mark is null ? null : TaskMark.Read(mark)?.Task(ScheduledTaskKind.WindowsTask, place, xml);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static XElement Repetition(TimeSpan every)
        => Node("Repetition", Node("Interval", XmlConvert.ToString(every)), Node("Duration", "P1D"));

    // The task scheduler gives a program no variables of its own, so the line of PowerShell sets them.
    private static string Line(TaskSpec task)
        => string.Concat(task.Variables.OrderBy(v => v.Key, StringComparer.Ordinal)
            .Select(v => string.Create(CultureInfo.InvariantCulture, $"$env:{v.Key} = '{v.Value.Replace("'", "''", StringComparison.Ordinal)}'; ")))
            + task.Arguments[^1];

    private static string Quoted(string word)
        => word.Any(c => c is ' ' or '"' or ';') || word.Length == 0 ? $"\"{word.Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : word;

    private static XElement Node(string name, params object?[] content) => new(Space + name, content);
}
