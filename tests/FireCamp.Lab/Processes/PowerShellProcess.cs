using System.Diagnostics;

namespace FireCamp.Lab.Processes;

/// <summary>A PowerShell session of its own, in the Shell, with the module loaded.</summary>
public sealed class PowerShellProcess : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly Process process;
    private readonly Task<string> errors;

    private PowerShellProcess(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Whether the Shell and the module are built.</summary>
    public static bool IsBuilt => File.Exists(Checkout.Shell) && File.Exists(Path.Combine(Checkout.Root, "bin", "FireCamp.PowerShell.dll"));

    public bool HasExited => process.HasExited;

    public static PowerShellProcess Start(string home, string script)
    {
        var start = new ProcessStartInfo(Checkout.Shell, ["-Command", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["FIRECAMP_HOME"] = home;
        start.Environment["FIRECAMP_MODULE"] = Checkout.Manifest;
        start.Environment["NO_COLOR"] = "1";
        start.Environment.TryAdd("DOTNET_ROOT", Checkout.DotnetRoot);
        return new PowerShellProcess(Process.Start(start)!);
    }

    /// <summary>Runs a script to its end.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed; says what it wrote.</exception>
    public static async Task<string> RunAsync(string home, string script, CancellationToken cancel)
    {
        using var session = Start(home, script);
        session.process.StandardInput.Close();
        var output = await session.process.StandardOutput.ReadToEndAsync(cancel).WaitAsync(Deadline, cancel);
        await session.process.WaitForExitAsync(cancel);
        return session.process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{script}\nexited with {session.process.ExitCode}:\n{output}\n{await session.errors}");
    }

    /// <summary>Returns once it wrote the line.</summary>
    public async Task SaysAsync(string line, CancellationToken cancel)
    {
        while (await process.StandardOutput.ReadLineAsync(cancel).AsTask().WaitAsync(Deadline, cancel) is { } said)
        {
            if (said.Trim() == line)
            {
                return;
            }
        }

        throw new InvalidOperationException($"It ended without '{line}': {await errors}");
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        Signals.Kill(process.Id);
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }
}
