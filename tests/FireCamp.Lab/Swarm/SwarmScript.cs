using System.Diagnostics;

namespace FireCamp.Lab.Swarm;

/// <summary>Runs <c>tests/lab/swarm</c> and other programs.</summary>
internal static class SwarmScript
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    public static string Path { get; } = System.IO.Path.Combine(Checkout.Root, "tests", "lab", "swarm");

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed; says what it wrote.</exception>
    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, CancellationToken cancel)
    {
        var (code, output, errors) = await TryAsync(program, arguments, environment, cancel);
        return code == 0
            ? output
            : throw new InvalidOperationException(
                $"{System.IO.Path.GetFileName(program)} {string.Join(' ', arguments)}\nended with {code}:\n{output}{errors}");
    }

    /// <summary>Runs a program to its end, which may be a failure.</summary>
    public static async Task<(int Code, string Output, string Errors)> TryAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var errors = process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel).WaitAsync(Deadline, cancel);
            return (process.ExitCode, await output, await errors);
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
