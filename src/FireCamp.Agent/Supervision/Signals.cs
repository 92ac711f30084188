using FireCamp.Engine.Model;

namespace FireCamp.Agent.Supervision;

/// <summary>Signals by the names that catalogs use.</summary>
internal static class Signals
{
    private static readonly Dictionary<string, int> Numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["HUP"] = 1, ["INT"] = 2, ["QUIT"] = 3, ["KILL"] = 9, ["USR1"] = 10, ["USR2"] = 12, ["TERM"] = 15, ["WINCH"] = 28,
    };

    /// <summary>The number of a signal such as <c>INT</c> or <c>SIGINT</c>.</summary>
    public static int NumberOf(string name)
        => Numbers.TryGetValue(name.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? name[3..] : name, out var number)
            ? number
            : throw new FireCampException("SignalUnknown", $"There is no signal '{name}'.", $"Use one of {string.Join(", ", Numbers.Keys)}.");

    /// <summary>Says how a process ended, such as "exit code 1" or "signal KILL".</summary>
    public static string Describe(int exitCode)
        => exitCode > 128 && Numbers.FirstOrDefault(n => n.Value == exitCode - 128).Key is { } name
            ? $"signal {name}"
            : $"exit code {exitCode}";
}
