using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm.Installing;

/// <summary>Runs commands on other machines by a program that is called as rsync calls it: <c>SHELL… HOST COMMAND…</c>.</summary>
/// <remarks>A command's words must need no quoting: some shells join them with blanks, some don't.</remarks>
internal sealed partial class RemoteShell
{
    private readonly IReadOnlyList<string> words;

    /// <param name="command">Its words, parted by blanks; those with blanks in them in quotes.</param>
    public RemoteShell(string command) => words = [.. Word().Matches(command).Select(m => m.Value.Trim('\'', '"'))];

    /// <summary>What is wrong with how it is to be called; null when nothing is.</summary>
    public static Mistake? Check(string command, string host)
        => !Word().IsMatch(command) ? new Mistake("RemoteShell", "is empty: give a program such as 'ssh -o BatchMode=yes'")
            : host.Length == 0 || host[0] == '-' || host.Any(char.IsWhiteSpace) ? new Mistake("HostName", $"'{host}' is no machine's name")
            : null;

    /// <summary>Runs a command to its end, which may be a failure.</summary>
    /// <param name="input">Writes what the command reads; null for nothing.</param>
    /// <exception cref="FireCampException">The shell can't be started, or it took longer than the limit.</exception>
    public async Task<RemoteResult> RunAsync(
        string host, IReadOnlyList<string> command, Func<Stream, CancellationToken, Task>? input, TimeSpan limit, CancellationToken cancel)
    {
        using var process = Start(host, command);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            await FeedAsync(process.StandardInput.BaseStream, input, deadline.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(deadline.Token).ConfigureAwait(false);
            return new RemoteResult(process.ExitCode, await output.ConfigureAwait(false), await errors.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancel.ThrowIfCancellationRequested();
            throw new FireCampException("RemoteShellTimedOut", $"'{words[0]} {host}' was not done within {limit.TotalSeconds:0} s.",
                "See whether the machine answers, then run the command again.") { Target = host };
        }
    }

    private Process Start(string host, IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(words[0], [.. words.Skip(1), host, .. command])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new FireCampException("RemoteShellMissing", $"'{words[0]}' can't be run: {e.Message}",
                "Give a program that is there with -RemoteShell.", e);
        }
    }

    // A command that fails reads no more; its own words say why.
    private static async Task FeedAsync(Stream stream, Func<Stream, CancellationToken, Task>? input, CancellationToken cancel)
    {
        try
        {
            await (input?.Invoke(stream, cancel) ?? Task.CompletedTask).ConfigureAwait(false);
            await stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The exit code follows.
        }
    }

    [GeneratedRegex("""'[^']*'|"[^"]*"|\S+""")]
    private static partial Regex Word();
}
