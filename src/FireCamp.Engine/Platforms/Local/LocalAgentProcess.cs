using System.Diagnostics;
using System.Globalization;
using FireCamp.Engine.Model;
using FireCamp.Engine.Processes;

namespace FireCamp.Engine.Platforms.Local;

/// <summary>An agent process that was started here and lives on without whoever started it.</summary>
internal sealed class LocalAgentProcess
{
    // setsid --fork: a session of its own and no parent here, so neither a closed terminal nor this process's end reaches it.
    // The log's first line is the agent's process id: a starter that has forked knows it no other way.
    private const string Script = """
        umask 077
        log=$1
        shift
        [ -f "$log" ] && mv -f "$log" "$log.1"
        exec setsid --fork sh -c 'echo $$; exec "$@"' agent "$@" </dev/null >"$log" 2>&1
        """;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly string[] Inherited = ["PATH", "HOME", "USER", "LOGNAME", "DOTNET_ROOT", "TZ"];

    private readonly string log;

    private LocalAgentProcess(string log) => this.log = log;

    /// <summary>Whether it has ended, as far as can be told: not while it has not yet begun to write its log.</summary>
    public bool HasEnded => ReadId() is { } id && !ProcessState.IsAlive(id);

    /// <summary>Starts it; the log of the one before is kept beside the new one, as <c>agent.log.1</c>.</summary>
    public static async Task<LocalAgentProcess> StartAsync(
        LocalPaths paths, string node, string agentPath, IReadOnlyList<string> catalogFolders, CancellationToken cancel)
    {
        Directory.CreateDirectory(paths.NodeFolder(node));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(paths.NodeFolder(node), OwnerOnly);
        }

        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, WorkingDirectory = "/" };
        IEnumerable<string> program = agentPath.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? [DotNet(), agentPath] : [agentPath];
        IEnumerable<string> catalog = catalogFolders.Count > 0 ? ["--catalog", string.Join(Path.PathSeparator, catalogFolders)] : [];
        foreach (var argument in (IEnumerable<string>)
            ["-c", Script, "agent", paths.AgentLog(node), .. program, "--home", paths.Root, "--cluster", paths.Cluster, "--node", node, .. catalog])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Except(Inherited).ToList())
        {
            start.Environment.Remove(name);
        }

        // One server among many processes on a machine: small matters more than fast.
        start.Environment["DOTNET_GCgen0size"] = "400000";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        using var starter = Process.Start(start)!;
        await starter.WaitForExitAsync(cancel).ConfigureAwait(false);
        return starter.ExitCode == 0
            ? new LocalAgentProcess(paths.AgentLog(node))
            : throw new FireCampException("NodeNotStarted", $"Node {node} did not start: its log '{paths.AgentLog(node)}' can't be written.",
                "Make room on the disk, or give the right to write there.") { Target = node };
    }

    /// <summary>The last line of a node's agent log, for people.</summary>
    public static string LastWords(LocalPaths paths, string node)
        => File.Exists(paths.AgentLog(node)) && File.ReadLines(paths.AgentLog(node)).LastOrDefault(l => l.Length > 0) is { } line
            ? line
            : "it said nothing.";

    private int? ReadId()
        => File.Exists(log) && int.TryParse(File.ReadLines(log).FirstOrDefault(), CultureInfo.InvariantCulture, out var id) ? id : null;

    // The host that runs this process is one that can run the agent; a native host (the Shell) has it beside DOTNET_ROOT or on PATH.
    private static string DotNet()
    {
        if (Environment.ProcessPath is { } self && Path.GetFileName(self) == "dotnet")
        {
            return self;
        }

        var root = Environment.GetEnvironmentVariable("DOTNET_ROOT");
        return root is not null && File.Exists(Path.Combine(root, "dotnet")) ? Path.Combine(root, "dotnet") : "dotnet";
    }
}
