using System.ComponentModel;
using System.Diagnostics;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Scheduling;

/// <summary>Runs the machine's own tools, with a deadline.</summary>
internal static class SystemTool
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>What it printed.</summary>
    /// <exception cref="FireCampException"><c>ScheduledTaskFailed</c>: it isn't there, fails, or takes longer than 30 s.</exception>
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments, string? input, CancellationToken cancel)
    {
        var (code, output, complaint) = await TryAsync(program, arguments, input, cancel).ConfigureAwait(false);
        return code == 0 ? output : throw Failed($"{program} {string.Join(' ', arguments)} says: {complaint.Trim().Split('\n', 2)[0]}");
    }

    /// <summary>As <see cref="RunAsync"/>, but a failure of the program itself is returned.</summary>
    public static async Task<(int Code, string Output, string Complaint)> TryAsync(
        string program, IReadOnlyList<string> arguments, string? input, CancellationToken cancel)
    {
        using var process = Start(program, arguments);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Deadline);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var complaint = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardInput.WriteAsync((input ?? "").AsMemory(), limit.Token).ConfigureAwait(false);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return (process.ExitCode, await output.ConfigureAwait(false), await complaint.ConfigureAwait(false));
        }
        catch (OperationCanceledException e)
        {
            process.Kill();
            cancel.ThrowIfCancellationRequested();
            throw Failed($"{program} didn't end within {Deadline.TotalSeconds} s.", e);
        }
    }

    /// <summary>The path of a program that a person would find by its name; null when there is none.</summary>
    public static string? Find(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static Process Start(string program, IReadOnlyList<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception e)
        {
            throw Failed($"this machine has no {program}.", e);
        }
    }

    private static FireCampException Failed(string why, Exception? inner = null)
        => new("ScheduledTaskFailed", $"The machine's scheduler can't be used: {why}",
            "Put right what it says, or install the task another way: -Kind, -UnitFolder, -Crontab.", inner);
}
