using System.Diagnostics;

namespace FireCamp.Engine.Platforms.Local;

/// <summary>An agent process that was started here and lives on without whoever started it.</summary>
internal sealed class LocalAgentProcess : IDisposable
{
    // setsid --fork: a session of its own and no parent here, so neither a closed terminal nor this process's end reaches it.
    // What comes before is in the shell so that the log is opened by the agent's user with nothing of this process inherited.
    private const string Script =
        "umask 077; [ -f \"$1\" ] && mv -f \"$1\" \"$1.1\"; log=$1; shift; exec setsid --fork sh -c 'exec \"$@\"' agent \"$@\" </dev/null >\"$log\" 2>&1";

    private static readonly string[] Inherited = ["PATH", "HOME", "USER", "LOGNAME", "DOTNET_ROOT", "TZ"];

    private readonly Process starter;

    private LocalAgentProcess(Process starter) => this.starter = starter;

    /// <summary>Whether it could not even be started.</summary>
    public bool HasFailed => starter.HasExited && starter.ExitCode != 0;

    /// <summary>Starts it; the log of the one before is kept beside the new one, as <c>agent.log.1</c>.</summary>
    public static LocalAgentProcess Start(LocalPaths paths, string node, string agentPath)
    {
        Directory.CreateDirectory(paths.NodeFolder(node));
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, WorkingDirectory = "/" };
        IEnumerable<string> program = agentPath.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? [DotNet(), agentPath] : [agentPath];
        foreach (var argument in (IEnumerable<string>)
            ["-c", Script, "agent", paths.AgentLog(node), .. program, "--home", paths.Root, "--cluster", paths.Cluster, "--node", node])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Except(Inherited).ToList())
        {
            start.Environment.Remove(name);
        }

        // One server among many processes on a machine: small matters more than fast.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new LocalAgentProcess(Process.Start(start)!);
    }

    /// <summary>The last line of a node's agent log, for people.</summary>
    public static string LastWords(LocalPaths paths, string node)
        => File.Exists(paths.AgentLog(node)) && File.ReadLines(paths.AgentLog(node)).LastOrDefault(l => l.Length > 0) is { } line
            ? line
            : "it said nothing.";

    public void Dispose() => starter.Dispose();

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
