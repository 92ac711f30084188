using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using FireCamp.Engine.Model;

namespace FireCamp.Agent.Supervision;

/// <summary>Starts processes that die with this agent.</summary>
/// <remarks>
/// <para>All are started from one thread that lives as long as the agent: the kernel sends the death signal when the thread that
/// started a child ends, so a pool thread that is retired would kill a member.</para>
/// <para>A process waits at a gate, already in its folder and under its user, until it is let go (<see cref="ChildProcess.LetGo"/>).
/// Whoever starts it looks at the claim once more in between. So if the agent was frozen anywhere before, either the new
/// holder's fence has found and killed the waiting process, or the look comes after the claim is lost and it is not let go.
/// An agent that dies meanwhile closes the gate for good: the process reads the end of its input and ends.</para>
/// </remarks>
internal sealed class Launcher : IDisposable
{
    private const string Gate = "read -r go && exec \"$@\"";

    private const string GateInside = "read -r go && cd \"$0\" && exec \"$@\"";

    private readonly ChildTable children;
    private readonly BlockingCollection<(LaunchSpec Spec, TaskCompletionSource<ChildProcess> Started)> queue = [];
    private readonly Thread thread;

    public Launcher(ChildTable children)
    {
        this.children = children;
        thread = new Thread(Run) { IsBackground = true, Name = "launcher" };
        thread.Start();
    }

    /// <summary>The process exists and waits to be let go.</summary>
    /// <exception cref="FireCampException">It can't be started here.</exception>
    public Task<ChildProcess> StartAsync(LaunchSpec spec)
    {
        var started = new TaskCompletionSource<ChildProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Add((spec, started));
        return started.Task;
    }

    /// <summary>Lets the thread end, and with it everything that it started: only for when nothing runs any more.</summary>
    public void Dispose()
    {
        queue.CompleteAdding();
        thread.Join();
        queue.Dispose();
    }

    private void Run()
    {
        foreach (var (spec, started) in queue.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Start(spec));
            }
            catch (Exception e)
            {
                started.SetException(e is FireCampException ? e : new FireCampException("ProcessNotStarted",
                    $"'{spec.Command[0]}' can't be started in '{spec.Folder}': {e.Message}", "See the cause in the message.", e));
            }
        }
    }

    private ChildProcess Start(LaunchSpec spec)
    {
        var start = new ProcessStartInfo("/usr/bin/setsid")
        {
            WorkingDirectory = spec.Inside is null ? spec.Folder : "/",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in Wrap(spec))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new Win32Exception("no process");
        children.Add(process.Id);
        return new ChildProcess(process, children);
    }

    // setsid makes it a group of its own without another process in between, since a new child leads no group. setpriv asks for
    // the death signal after it has changed the user, which would clear it.
    private static IEnumerable<string> Wrap(LaunchSpec spec) => spec.Inside is { } inside
        ? WrapInside(spec, inside)
        : WrapHere(spec);

    private static IEnumerable<string> WrapHere(LaunchSpec spec)
    {
        IEnumerable<string> account = spec.Account is { } a
            ? ["--reuid", Text(a.Id), "--regid", Text(a.Group), "--init-groups"]
            : [];
        return ["/usr/bin/setpriv", "--pdeathsig", "KILL", .. account, "/bin/sh", "-c", Gate, "firecamp", .. spec.Command];
    }

    // The process in the container is nsenter's child. The death signal reaches nsenter alone, but the whole group is killed when the
    // command is ended, and all of it dies with the container.
    private static IEnumerable<string> WrapInside(LaunchSpec spec, ContainerInside inside)
        =>
        [
            "/usr/bin/setpriv", "--pdeathsig", "KILL", "/usr/bin/nsenter", .. inside.Arguments(spec.Account),
            "--", "/bin/sh", "-c", GateInside, spec.Folder, .. spec.Command,
        ];

    private static string Text(uint id) => id.ToString(CultureInfo.InvariantCulture);
}
