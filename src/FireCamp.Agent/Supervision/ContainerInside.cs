using System.Globalization;
using System.Net.Sockets;
using FireCamp.Engine.Model;
using Microsoft.Win32.SafeHandles;

namespace FireCamp.Agent.Supervision;

/// <summary>The namespaces of a container, held open: commands can be run in them, and never in those of whoever gets the process id next.</summary>
internal sealed class ContainerInside : IDisposable
{
    private static readonly string[] Kinds = ["mnt", "uts", "ipc", "pid", "net"];
    private static readonly string[] Options = ["--mount", "--uts", "--ipc", "--pid", "--net"];

    private const int SmallStack = 128 * 1024;

    private readonly List<(string Option, SafeFileHandle Handle)> namespaces = [];

    /// <param name="process">A process of the container that is known to run; the caller looks once more afterwards that it still does.</param>
    /// <exception cref="FireCampException">It has ended.</exception>
    public ContainerInside(int process)
    {
        try
        {
            foreach (var (kind, option) in Kinds.Zip(Options))
            {
                var path = $"/proc/{process}/ns/{kind}";
                if (new FileInfo(path).LinkTarget != new FileInfo($"/proc/self/ns/{kind}").LinkTarget)
                {
                    namespaces.Add((option, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw new FireCampException("ContainerGone", "The container ended while it was being looked at.", "Nothing: the next one is used.", e);
        }
    }

    /// <summary>What <c>nsenter</c> is called with to enter, and to become the user there; only root's own when null.</summary>
    public IEnumerable<string> Arguments(UserAccount? account)
    {
        var user = account?.Id ?? 0;
        var group = account?.Group ?? 0;
        return
        [
            .. namespaces.Select(n => $"{n.Option}=/proc/{Environment.ProcessId}/fd/{n.Handle.DangerousGetHandle()}"),
            "--setuid", user.ToString(CultureInfo.InvariantCulture),
            "--setgid", group.ToString(CultureInfo.InvariantCulture),
        ];
    }

    /// <summary>A socket in the container's network: its loopback is the container's.</summary>
    /// <exception cref="IOException">There can be none.</exception>
    public Task<Socket> OpenSocketAsync()
    {
        var made = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (namespaces.Find(n => n.Option == "--net").Handle is not { } network)
        {
            made.SetResult(NewSocket());
            return made.Task;
        }

        // A socket stays in the network that its thread was in when it was made; no thread of the pool may be left behind there.
        var thread = new Thread(() =>
        {
            try
            {
                Syscalls.EnterNetwork(network);
                made.SetResult(NewSocket());
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                made.SetException(e is IOException ? e : new IOException(e.Message, e));
            }
        }, SmallStack)
        {
            IsBackground = true,
        };
        thread.Start();
        return made.Task;
    }

    public void Dispose() => namespaces.ForEach(n => n.Handle.Dispose());

    internal static Socket NewSocket() => new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
}
