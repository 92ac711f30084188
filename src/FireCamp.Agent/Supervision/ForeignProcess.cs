using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace FireCamp.Agent.Supervision;

/// <summary>A process that somebody else started, such as a container's first: watched and killed by its handle, so never mistaken.</summary>
internal sealed class ForeignProcess : IDisposable
{
    /// <summary>A watching thread does nothing but wait.</summary>
    private const int StackBytes = 128 * 1024;

    /// <summary>The line of a process's status that says which signals it has a handler for: a mask in hexadecimal.</summary>
    private const string CaughtSignals = "SigCgt:";

    private readonly SafeFileHandle handle;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ForeignProcess(int id, SafeFileHandle handle)
    {
        (Id, this.handle) = (id, handle);
        new Thread(Watch, StackBytes) { IsBackground = true, Name = $"watch-{id}" }.Start();
    }

    public int Id { get; }

    /// <summary>
    /// Completes once it has ended. Where it is the first of a process-id namespace, nothing of that namespace runs any more then.
    /// </summary>
    public Task Ended => ended.Task;

    /// <summary>Whether it has ended by now, as the kernel says.</summary>
    public bool HasEnded => ended.Task.IsCompleted || Syscalls.HasEnded(handle);

    /// <summary>The process of that id; null when there is none.</summary>
    public static ForeignProcess? Find(int id) => Syscalls.OpenProcess(id) is { } handle ? new ForeignProcess(id, handle) : null;

    /// <summary>Whether it has a handler for the signal now: the first process of a namespace ignores all others but SIGKILL.</summary>
    public bool Catches(int signal)
    {
        try
        {
            var line = File.ReadLines($"/proc/{Id}/status").FirstOrDefault(l => l.StartsWith(CaughtSignals, StringComparison.Ordinal));
            return ulong.TryParse(line?[CaughtSignals.Length..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var mask)
                && (mask & (1UL << (signal - 1))) != 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Sends a signal; nothing happens once it has ended.</summary>
    public void Signal(int signal) => Syscalls.Signal(handle, signal);

    public void Kill() => Signal(Posix.SigKill);

    /// <summary>Only for after its end.</summary>
    public void Dispose() => handle.Dispose();

    private void Watch()
    {
        Syscalls.Wait(handle);
        ended.TrySetResult();
    }
}
