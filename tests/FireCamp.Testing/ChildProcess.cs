using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FireCamp.Testing;

/// <summary>A second process of a test; killed at the latest when it is disposed.</summary>
public sealed class ChildProcess : IDisposable
{
    private ChildProcess(Process process) => Process = process;

    public Process Process { get; }

    public int Id => Process.Id;

    /// <summary>Starts this assembly with one of the commands of <see cref="Program"/>.</summary>
    public static ChildProcess Start(params string[] command) => Start([], command);

    /// <summary>The same behind a program that prepares the place, such as <c>nsenter</c>.</summary>
    public static ChildProcess Start(IReadOnlyList<string> behind, params string[] command)
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        string[] all = [.. behind, dotnet, typeof(ChildProcess).Assembly.Location, .. command];
        return Run(all[0], all[1..]);
    }

    /// <summary>Starts any program with its streams redirected.</summary>
    public static ChildProcess Run(string program, params IEnumerable<string> arguments)
        => new(Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);

    /// <summary>The next line that it writes; null when it ended.</summary>
    public Task<string?> ReadLineAsync()
        => Process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Sends it a signal, such as STOP, which freezes it until CONT.</summary>
    public void Signal(string name)
    {
        using var sender = Process.Start("kill", ["-s", name, $"{Id}"]);
        sender.WaitForExit();
        Assert.Equal(0, sender.ExitCode);
    }

    /// <summary>Whether all its threads are stopped: on a busy machine some go on for a while after the signal.</summary>
    public bool IsStopped => Directory.EnumerateDirectories($"/proc/{Id}/task")
        .All(t => File.ReadLines($"{t}/status").Any(l => l.StartsWith("State:\tT", StringComparison.Ordinal)));

    /// <summary>It ended by itself with exit code 0.</summary>
    public async Task EndedWellAsync()
    {
        await Process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, Process.ExitCode);
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
            Process.WaitForExit();
        }

        Process.Dispose();
    }
}
