namespace FireCamp.PowerShell.Sessions;

/// <summary>How this module is run by somebody who has no PowerShell open.</summary>
internal static class ModuleProgram
{
    // What makes a run of the module what this one is; none of it is a secret.
    private static readonly string[] Passed = ["FIRECAMP_CATALOG", "FIRECAMP_HOST", "FIRECAMP_READY_TO_RUN", "DOTNET_ROOT", "PATH"];

    /// <summary>The launcher where there is one, else the program that runs now.</summary>
    public static string Path => File.Exists(Launcher) ? Launcher : Environment.ProcessPath ?? "";

    private static string Launcher => System.IO.Path.Combine(ModuleSettings.Root, "firecamp");

    /// <summary>The arguments with which a program runs a line of PowerShell that has the module.</summary>
    public static IReadOnlyList<string> Arguments(string program, string command)
        => System.IO.Path.GetFileName(program).StartsWith("pwsh", StringComparison.OrdinalIgnoreCase)
            ? ["-NoProfile", "-NonInteractive", "-Command", $"Import-Module '{Manifest.Replace("'", "''", StringComparison.Ordinal)}'; {command}"]
            : ["-Command", command];

    /// <summary>What it finds in its environment.</summary>
    public static IReadOnlyDictionary<string, string> Variables(string home)
    {
        var variables = Passed.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name))).Where(v => v.Value is { Length: > 0 })
            .ToDictionary(v => v.Name, v => v.Value!);
        variables["FIRECAMP_HOME"] = home;
        if (!File.Exists(Launcher))
        {
            variables["FIRECAMP_MODULE"] = Manifest;
        }

        return variables;
    }

    private static string Manifest => System.IO.Path.Combine(ModuleSettings.Root, "FireCamp.psd1");
}
