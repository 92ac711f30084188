namespace FireCamp.Shell.Tests.Support;

/// <summary>What a run of the Shell left behind.</summary>
internal sealed record ShellResult(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
