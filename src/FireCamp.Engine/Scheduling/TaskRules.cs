using System.Text.RegularExpressions;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Scheduling;

/// <summary>What a task must be like to be installed.</summary>
internal static partial class TaskRules
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Everything that is wrong with the task itself.</summary>
    public static IReadOnlyList<Mistake> Mistakes(TaskSpec task)
        =>
        [
            .. Name().IsMatch(task.Name)
                ? []
                : Wrong("name", $"'{task.Name}' is no task's name: it begins with firecamp- and has letters, digits and hyphens."),
            .. TaskInterval.Check(task.Every) is { } wrong ? [wrong] : (Mistake[])[],
            .. Program(task.Program),
            .. task.User is { } user ? User(user) : [],
            .. task.Variables.Where(v => v.Value.Any(char.IsControl)).SelectMany(v => Wrong("variable", $"the value of {v.Key} has a line break.")),
        ];

    private static IReadOnlyList<Mistake> Program(string program)
    {
        if (!Path.IsPathFullyQualified(program))
        {
            return Wrong("program", $"'{program}' is no whole path.");
        }

        if (!File.Exists(program))
        {
            return Wrong("program", $"there is no program '{program}'.");
        }

        return OperatingSystem.IsWindows() || (File.GetUnixFileMode(program) & AnyExecute) != 0
            ? []
            : Wrong("program", $"'{program}' can't be executed.");
    }

    private static IReadOnlyList<Mistake> User(string user)
    {
        if (OperatingSystem.IsWindows() || user == Environment.UserName)
        {
            return [];
        }

        if (!Exists(user))
        {
            return Wrong("user", $"this machine has no user '{user}'.");
        }

        return Environment.IsPrivilegedProcess ? [] : Wrong("user", $"only root may install a task for another user than '{Environment.UserName}'.");
    }

    // Users of a directory service aren't in the file; getent asks for them too.
    private static bool Exists(string user)
        => UserName().IsMatch(user)
            && (File.ReadLines("/etc/passwd").Any(line => line.StartsWith($"{user}:", StringComparison.Ordinal))
                || (SystemTool.Find("getent") is { } getent
                    && SystemTool.TryAsync(getent, ["passwd", user], null, CancellationToken.None).GetAwaiter().GetResult().Code == 0));

    private static IReadOnlyList<Mistake> Wrong(string where, string what) => [new Mistake(where, what)];

    [GeneratedRegex(@"^firecamp-[A-Za-z0-9-]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_.@\\-]*\$?\z", RegexOptions.CultureInvariant)]
    private static partial Regex UserName();
}
