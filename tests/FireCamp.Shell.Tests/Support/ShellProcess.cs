using System.Diagnostics;

namespace FireCamp.Shell.Tests.Support;

/// <summary>Runs the built Shell as a process of its own.</summary>
internal static class ShellProcess
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    // ./test names the published one, which starts faster; else it is the one built with the tests.
    private static readonly string[] Program = Environment.GetEnvironmentVariable(
        "FIRECAMP_SHELL") is { Length: > 0 } published
        ? [published]
        : ["dotnet", Path.Combine(AppContext.BaseDirectory, "FireCamp.Shell.dll")];

    /// <summary>How a shell starts it.</summary>
    public static string CommandLine => string.Join(' ', Program);

    public static Task<ShellResult> CommandAsync(string command) => RunAsync(["-Command", command]);

    public static async Task<ShellResult> RunAsync(
        IEnumerable<string> arguments, string input = "", IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Program[0], [.. Program[1..], .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(Deadline);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            return new ShellResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The Shell still ran after {Deadline}: {string.Join(' ', arguments)}");
        }
    }
}
