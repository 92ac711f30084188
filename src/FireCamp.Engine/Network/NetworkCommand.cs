using System.ComponentModel;
using System.Diagnostics;

namespace FireCamp.Engine.Network;

/// <summary>Runs the system's network tools, with a deadline.</summary>
internal static class NetworkCommand
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    /// <summary>What it printed.</summary>
    /// <exception cref="NetworkException">The program is missing, fails, or takes longer than 5 s.</exception>
    public static async Task<string> RunAsync(
        string program, string package, IEnumerable<string> arguments, string? input, string attempt, CancellationToken cancel)
    {
        var (code, output, complaint) = await TryAsync(program, package, arguments, input, attempt, cancel).ConfigureAwait(false);
        return code == 0
            ? output
            : throw new NetworkException($"{attempt}: {program} says '{FirstLine(complaint)}'.",
                "Run as root with the right to change the network (CAP_NET_ADMIN), put right what it says, then repeat.");
    }

    /// <summary>As <see cref="RunAsync"/>, but a failure of the program itself is returned.</summary>
    public static async Task<(int Code, string Output, string Complaint)> TryAsync(
        string program, string package, IEnumerable<string> arguments, string? input, string attempt, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using var process = Start(program, package, arguments, attempt);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Deadline);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var complaint = process.StandardError.ReadToEndAsync(limit.Token);
            await WriteAsync(process, input, limit.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return (process.ExitCode, await output.ConfigureAwait(false), await complaint.ConfigureAwait(false));
        }
        catch (OperationCanceledException e)
        {
            process.Kill();
            cancel.ThrowIfCancellationRequested();
            throw new NetworkException($"{attempt}: {program} didn't end within {Deadline.TotalSeconds} s.",
                "Repeat it; see what keeps the node busy.", e);
        }
    }

    internal static string FirstLine(string text) => text.Trim().Split('\n', 2)[0];

    private static Process Start(string program, string package, IEnumerable<string> arguments, string attempt)
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
            throw new NetworkException($"{attempt}: this node has no '{program}'.", $"Install the package {package}.", e);
        }
    }

    private static async Task WriteAsync(Process process, string? input, CancellationToken cancel)
    {
        try
        {
            await process.StandardInput.WriteAsync((input ?? "").AsMemory(), cancel).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code and complaint tell why.
        }
    }
}
