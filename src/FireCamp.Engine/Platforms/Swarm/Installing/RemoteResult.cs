namespace FireCamp.Engine.Platforms.Swarm.Installing;

/// <summary>How a command on another machine ended.</summary>
internal sealed record RemoteResult(int ExitCode, string Output, string Errors)
{
    /// <summary>What it said when it failed, for people: the last lines, one after the other.</summary>
    public string Words => Errors.Trim() is { Length: > 0 } errors ? Last(errors)
        : Output.Trim() is { Length: > 0 } text ? Last(text)
        : $"it ended with {ExitCode}";

    private static string Last(string text)
        => string.Join("; ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(3));
}
