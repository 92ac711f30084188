using System.Runtime.InteropServices;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm.Installing;

/// <summary>The agent as it is installed: packed with its own runtime, for machines like this one.</summary>
/// <param name="Archive">A tar.gz of its folder.</param>
/// <param name="Version">Another one for each build.</param>
internal sealed record AgentProgram(string Archive, string Version)
{
    /// <summary>Room that it takes on a machine, twice: the old one stays beside the new one.</summary>
    public const int Megabytes = 400;

    /// <summary>What <c>uname -s</c> and <c>uname -m</c> must say.</summary>
    public static string Machine => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "Linux-aarch64" : "Linux-x86_64";

    /// <summary>The name of its folder on a machine, which a running one reports, too.</summary>
    public string Folder => $"agent-{Version}";

    /// <exception cref="FireCampException">It wasn't built.</exception>
    public static AgentProgram Read(string folder)
    {
        var (archive, version) = (Path.Combine(folder, "agent.tar.gz"), Path.Combine(folder, "version"));
        return File.Exists(archive) && File.Exists(version)
            ? new(archive, File.ReadAllText(version).Trim())
            : throw new FireCampException("AgentNotBuilt", $"There is no agent to install in '{folder}'.", "Build it: eng/build --agent.");
    }
}
