using System.Diagnostics;
using FireCamp.Agent.Members;

namespace FireCamp.Agent.Supervision;

/// <summary>A process that the agent started, with all that it starts itself: a process group of its own.</summary>
internal sealed class ChildProcess : IMemberProcess
{
    private readonly Process process;
    private readonly ChildTable children;

    public ChildProcess(Process process, ChildTable children)
    {
        (this.process, this.children) = (process, children);
        (Id, Output, Error) = (process.Id, process.StandardOutput, process.StandardError);
        Exited = WaitAsync();
    }

    public int Id { get; }

    public StreamReader Output { get; }

    public StreamReader Error { get; }

    /// <summary>
    /// The exit code once it has ended; 128 + the signal when one killed it. What was left of its group has been killed
    /// then.
    /// </summary>
    public Task<int> Exited { get; }

    Task IMemberProcess.Ended => Exited;

    public Task LetGoAsync(CancellationToken cancel) => LetGo(null, cancel);

    public Task ReadAsync(Action<string, string> line) => LineReader.ReadBothAsync(Output, Error, line);

    public async Task<string> HowEndedAsync() => Signals.Describe(await Exited.ConfigureAwait(false));

    /// <summary>Opens its gate: it becomes the program that was asked for, with <paramref name="input"/> as its standard input.</summary>
    public async Task LetGo(string? input, CancellationToken cancel)
    {
        try
        {
            await process.StandardInput.WriteAsync($"\n{input}".AsMemory(), cancel).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read everything; its exit code says more than the broken pipe.
        }
    }

    /// <summary>Sends a signal to the main process only.</summary>
    public void Signal(int signal)
    {
        if (!Exited.IsCompleted)
        {
            _ = Posix.Kill(Id, signal);
        }
    }

    /// <summary>SIGKILL to the whole group.</summary>
    public void Kill()
    {
        // In its first moment it is not yet a group of its own.
        if (!Exited.IsCompleted && Posix.Kill(-Id, Posix.SigKill) != 0)
        {
            _ = Posix.Kill(Id, Posix.SigKill);
        }
    }

    /// <summary>It has ended, by force if it hadn't yet. May be called twice.</summary>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await Exited.ConfigureAwait(false);
        Output.Dispose();
        Error.Dispose();
        process.Dispose();
    }

    private async Task<int> WaitAsync()
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        _ = Posix.Kill(-Id, Posix.SigKill);
        children.Remove(Id);
        return process.ExitCode;
    }
}
