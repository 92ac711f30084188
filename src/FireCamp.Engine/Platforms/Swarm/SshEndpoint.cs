using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>Docker's API on a manager that is reached by the user's own ssh: <c>ssh://[USER@]HOST[:PORT][/PATH/TO/docker.sock]</c>.</summary>
internal static class SshEndpoint
{
    public const string Scheme = "ssh";

    /// <summary>An answer of ssh's is waited for no longer than for one of a manager's.</summary>
    private const int ConnectSeconds = 4;

    /// <summary>What is wrong with the address; null when nothing is.</summary>
    public static Mistake? Check(string endpoint, Uri uri) => uri switch
    {
        { Host.Length: 0 } => Wrong($"'{endpoint}' lacks a host: ssh://root@10.0.0.1."),
        _ when uri.UserInfo.Contains(':', StringComparison.Ordinal) => Wrong(
            $"'ssh://{uri.UserInfo.Split(':')[0]}@{uri.Authority}' has a password in it, which would be shown: give ssh a key, and leave it out."),

        // ssh would take it for an option, which may run a program.
        _ when uri.Host.StartsWith('-') || uri.UserInfo.StartsWith('-') => Wrong($"'{endpoint}' names no host or user."),
        { Query.Length: > 0 } or { Fragment.Length: > 0 } => Wrong($"'{endpoint}': there is nothing after the path of a socket."),
        _ => null,
    };

    /// <summary>What ssh is called with. It asks for nothing: whatever it needs to know is in the user's own configuration.</summary>
    public static IReadOnlyList<string> Arguments(Uri endpoint)
    {
        var socket = endpoint.AbsolutePath is "" or "/" ? null : Uri.UnescapeDataString(endpoint.AbsolutePath);
        return
        [
            "-T", "-o", "BatchMode=yes", "-o", $"ConnectTimeout={ConnectSeconds}",
            .. endpoint.UserInfo.Length > 0 ? (string[])["-l", Uri.UnescapeDataString(endpoint.UserInfo)] : [],
            .. endpoint.IsDefaultPort ? (string[])[] : ["-p", $"{endpoint.Port}"],
            "--", endpoint.Host.Trim('[', ']'),
            "docker", .. socket is null ? (string[])[] : ["--host", Quoted($"unix://{socket}")], "system", "dial-stdio",
        ];
    }

    // The other side's shell splits the words again.
    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static Mistake Wrong(string what) => new("manager", what);
}
