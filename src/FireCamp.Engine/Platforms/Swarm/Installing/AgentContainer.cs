namespace FireCamp.Engine.Platforms.Swarm.Installing;

/// <summary>How dockerd runs an agent in a container: what of its machine the agent must see and may change.</summary>
/// <remarks>
/// It works on the machine's own network and processes, so it has these namespaces in common with it, and sees its own folders, the shared
/// storage and the drivers' sockets at the paths that they have there. It mounts nothing itself.
/// </remarks>
internal static class AgentContainer
{
    /// <summary>What the image is made of unless the user names another.</summary>
    public const string Base = "debian:bookworm-slim";

    /// <summary>
    /// Where it finds dockerd's socket: as the machine's first process sees it now. dockerd makes the socket anew when it starts, and a container
    /// that has the socket itself as a volume would keep the old one.
    /// </summary>
    public const string DockerSocket = "/proc/1/root/run/docker.sock";

    /// <summary>Where the logins at registries are that root of the machine has.</summary>
    private const string DockerConfig = "/proc/1/root/root/.docker";

    /// <summary>
    /// Besides what Docker leaves to every container: addresses and the fence; entering members' containers, whose processes are others'; and
    /// going first on a busy machine.
    /// </summary>
    private static readonly string[] Capabilities = ["NET_ADMIN", "SYS_ADMIN", "SYS_PTRACE", "SYS_NICE"];

    /// <summary>Its arguments, identity and copies of files; its key and its lock; the driver's socket; its hold, which must outlive it.</summary>
    private static readonly string[] Folders = ["/etc/firecamp", "/var/lib/firecamp", "/run/docker/plugins", "/run/firecamp"];

    /// <summary>
    /// When dockerd ends it, it ends its members as well: so the agent ends in order, after them. It is killed where they are to go on. Members may
    /// take a minute.
    /// </summary>
    private const string StopSeconds = "75";

    /// <summary>What <c>docker create</c> is given before the image, a word a line.</summary>
    public static string Arguments(string sharedStorage)
        => string.Join('\n',
        [
            "--restart", "always", "--network", "host", "--pid", "host",
            "--stop-signal", "SIGINT", "--stop-timeout", StopSeconds,
            .. Capabilities.SelectMany(c => (string[])["--cap-add", c]),
            "--env", $"DOCKER_CONFIG={DockerConfig}",
            "--security-opt", "apparmor=unconfined", "--security-opt", "label=disable",
            "--log-driver", "json-file", "--log-opt", "max-size=10m", "--log-opt", "max-file=3",
            .. Folders.SelectMany(f => (string[])["--volume", $"{f}:{f}"]),
            "--mount", $"type=bind,{Field("source", sharedStorage)},{Field("target", sharedStorage)}", "",
        ]);

    // Docker reads it as a line of comma-separated values.
    private static string Field(string name, string value) => $"\"{name}={value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
