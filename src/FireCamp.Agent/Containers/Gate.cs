using System.Text;
using FireCamp.Agent.Mounts;
using FireCamp.Agent.Supervision;

namespace FireCamp.Agent.Containers;

/// <summary>The named pipe that a member's container waits at: its shell reads from it what to become.</summary>
/// <param name="folder">The data volume's content on this node.</param>
internal sealed class Gate(string folder)
{
    /// <summary>What every member's container is made with, whatever its kind.</summary>
    /// <remarks>A container's first process ignores each signal that it hasn't asked for: so it would outlast its stop at the gate.</remarks>
    public static readonly IReadOnlyList<string> Command = ["/bin/sh", "-c", $"trap 'exit 143' TERM INT QUIT; . {DataPath}/run/gate"];

    /// <summary>Where the container sees the data volume.</summary>
    public const string DataPath = "/firecamp/data";

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    private string PathHere => System.IO.Path.Combine(folder, "run", "gate");

    /// <summary>It is there. One of an earlier container stays: somebody may wait at it.</summary>
    /// <exception cref="IOException">It can't be made.</exception>
    public void Ensure()
    {
        new MemberFiles(folder, null).Write([], text => text);
        if (!Syscalls.IsOwnPipe(PathHere))
        {
            File.Delete(PathHere);
            Syscalls.MakePipe(PathHere);
        }
    }

    /// <summary>Who waits at it has got the text, and reads on until its end; nothing was done when the waiting one has ended.</summary>
    /// <param name="ended">Completes when there will be nobody at the gate.</param>
    /// <exception cref="IOException">The gate can't be opened.</exception>
    public async Task OpenAsync(string text, Task ended, TimeProvider time, CancellationToken cancel)
    {
        FileStream? pipe;
        while ((pipe = Syscalls.TryOpenPipe(PathHere)) is null)
        {
            cancel.ThrowIfCancellationRequested();
            if (ended.IsCompleted)
            {
                return;
            }

            await Task.WhenAny(ended, Task.Delay(LookEvery, time, cancel)).ConfigureAwait(false);
        }

        // On a thread of the pool, for a pipe has no other way: it takes up to 64 KiB at once, then as fast as the shell reads.
        await Task.Run(() => Write(pipe, Encoding.UTF8.GetBytes(text)), CancellationToken.None).ConfigureAwait(false);
    }

    private static void Write(FileStream pipe, byte[] text)
    {
        try
        {
            using (pipe)
            {
                pipe.Write(text);
            }
        }
        catch (IOException)
        {
            // It ended before it read everything; how it ended says more than the broken pipe.
        }
    }
}
