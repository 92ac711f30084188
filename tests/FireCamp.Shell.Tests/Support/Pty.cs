using System.Diagnostics;
using System.Text;

namespace FireCamp.Shell.Tests.Support;

/// <summary>The Shell on a terminal of its own, by means of util-linux's <c>script</c>.</summary>
internal sealed class Pty : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly StringBuilder seen = new();
    private readonly SemaphoreSlim changed = new(0);
    private readonly Task reading;
    private int position;

    public Pty(string stateFolder, string arguments = "-NoLogo")
    {
        var command = $"stty cols 100 rows 30; exec {ShellProcess.CommandLine} {arguments}";
        var start = new ProcessStartInfo(
            "script", ["--quiet", "--return", "--flush", "--command", command, "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["XDG_STATE_HOME"] = stateFolder;
        start.Environment["TERM"] = "xterm";
        process = Process.Start(start)!;
        reading = ReadAsync();
    }

    public static bool IsAvailable { get; } = File.Exists("/usr/bin/script");

    public Task SendAsync(string keys)
    {
        process.StandardInput.Write(keys);
        return process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until the text appears behind what was waited for last, escape sequences left out.</summary>
    public async Task<string> WaitForAsync(string text)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (true)
        {
            var shown = Shown();
            var at = shown.IndexOf(text, position, StringComparison.Ordinal);
            if (at >= 0)
            {
                var between = shown[position..at];
                position = at + text.Length;
                return between;
            }

            try
            {
                await changed.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException(
                    $"'{text}' didn't come within {Deadline}. On the screen: {shown[position..]}");
            }
        }
    }

    /// <summary>Returns the exit code once the Shell has ended.</summary>
    public async Task<int> ExitCodeAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await process.WaitForExitAsync(deadline.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await reading;
        process.Dispose();
        changed.Dispose();
    }

    private string Shown()
    {
        lock (seen)
        {
            return EscapeSequences.Remove(seen.ToString());
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        while (await process.StandardOutput.ReadAsync(buffer) is > 0 and var count)
        {
            lock (seen)
            {
                seen.Append(buffer, 0, count);
            }

            changed.Release();
        }
    }
}
