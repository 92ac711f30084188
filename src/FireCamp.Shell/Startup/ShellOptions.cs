namespace FireCamp.Shell.Startup;

/// <summary>
/// What the command line asks for. At most one of <see cref="Command"/> and <see cref="File"/> is set.
/// </summary>
internal sealed record ShellOptions
{
    public const string Usage = """
        FireCamp.Shell [-NoProfile] [-NoLogo] [-NonInteractive] [-Command TEXT | [-File] FILE [ARGUMENT ...]]

          -Command TEXT   runs TEXT and exits: 0 when its last command succeeded, n after 'exit n', else 1
          -File FILE      runs the script FILE with the arguments that follow
          (neither)       a prompt, or the script on standard input when that isn't a terminal

        The module whose manifest is named by FIRECAMP_MODULE is imported first.
        """;

    public string? Command { get; private set; }

    public string? File { get; private set; }

    public IReadOnlyList<string> FileArguments { get; private set; } = [];

    public bool NoLogo { get; private set; }

    public bool NonInteractive { get; private set; }

    public bool ReadStandardInput { get; private set; }

    public bool ShowHelp { get; private set; }

    /// <exception cref="ShellUsageException">An option is unknown or lacks its value.</exception>
    public static ShellOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new ShellOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            var rest = arguments.Skip(i + 1).ToArray();
            if (options.TakesRest(arguments[i], rest))
            {
                return options;
            }

            i += options.TakeSwitch(arguments[i], rest);
        }

        return options;
    }

    // Everything behind -Command or the script's name belongs to it.
    private bool TakesRest(string argument, string[] rest)
    {
        switch (Normalize(argument))
        {
            case "-command" or "-c" when rest is ["-"]:
                ReadStandardInput = true;
                return true;
            case "-command" or "-c":
                Command = rest.Length > 0 ? string.Join(' ', rest) : throw Missing(argument, "a command");
                return true;
            case "-file" or "-f":
                File = rest.Length > 0 ? rest[0] : throw Missing(argument, "a script's path");
                FileArguments = rest[1..];
                return true;
            case [not '-', ..]:
                File = argument;
                FileArguments = rest;
                return true;
            case "-":
                ReadStandardInput = true;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Returns how many of the following arguments the switch used up.</summary>
    private int TakeSwitch(string argument, string[] rest)
    {
        switch (Normalize(argument))
        {
            case "-nologo":
                NoLogo = true;
                return 0;
            case "-noprofile" or "-nop" or "-noprofileloadtime":
                return 0;
            case "-noninteractive" or "-noni":
                NonInteractive = true;
                return 0;
            case "-executionpolicy" or "-ep" or "-ex":
                return rest.Length > 0 ? 1 : throw Missing(argument, "a policy");
            case "-help" or "-h" or "-?":
                ShowHelp = true;
                return 0;
            default:
                throw new ShellUsageException($"The option '{argument}' is unknown.");
        }
    }

    private static string Normalize(string argument)
    {
        var single = argument.StartsWith("--", StringComparison.Ordinal) ? argument[1..] : argument;
        return single.ToLowerInvariant();
    }

    private static ShellUsageException Missing(string option, string what) => new($"{option} needs {what}.");
}
