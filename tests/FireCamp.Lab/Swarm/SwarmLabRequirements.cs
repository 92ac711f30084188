namespace FireCamp.Lab.Swarm;

/// <summary>What this machine lacks to run a swarm lab.</summary>
public static class SwarmLabRequirements
{
    private static readonly Lazy<Task<string>> Check = new(CheckAsync);

    /// <summary>What is missing, in words to follow "missing: "; empty where the lab can run. Looked up once.</summary>
    public static Task<string> MissingAsync() => Check.Value;

    private static async Task<string> CheckAsync()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/bin/bash"))
        {
            return "Linux with bash, for the lab's swarm";
        }

        var (code, output, errors) = await SwarmScript.TryAsync(
            SwarmScript.Path, ["requirements"], new Dictionary<string, string?>(), CancellationToken.None);
        var lacking = string.Join("; ", output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return (code, lacking) switch
        {
            (0, _) => "",
            (_, "") => throw new InvalidOperationException($"{SwarmScript.Path} requirements ended with {code}: {errors}"),
            _ => $"{lacking} (for the lab's swarm: docs/lab.md)",
        };
    }
}
