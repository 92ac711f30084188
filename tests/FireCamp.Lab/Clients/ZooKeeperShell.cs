using System.Diagnostics;
using System.Text.RegularExpressions;
using FireCamp.Engine.Model;

namespace FireCamp.Lab.Clients;

/// <summary>ZooKeeper's own client program (zkCli), as Debian packs it.</summary>
/// <param name="members">The ensemble; the client goes to the next when one doesn't answer.</param>
/// <param name="login">A JAAS file that says whom to log in as; null for nobody.</param>
public sealed partial class ZooKeeperShell(IReadOnlyList<Endpoint> members, string? login = null)
{
    private const string Jar = "/usr/share/java/zookeeper.jar";
    private const string Java = "/usr/bin/java";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);

    /// <summary>Whether the client is on this machine.</summary>
    public static bool IsThere => File.Exists(Jar) && File.Exists(Java);

    /// <summary>Writes a JAAS file for the credential; only its owner may read it.</summary>
    public static void WriteLogin(string path, Credential credential)
    {
        var password = credential.Password.Replace("\\", "\\\\").Replace("\"", "\\\"");
        using var file = new StreamWriter(path, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        file.WriteLine("Client {\n  org.apache.zookeeper.server.auth.DigestLoginModule required");
        file.WriteLine($"  username=\"{credential.UserName}\" password=\"{password}\";\n}};");
    }

    /// <summary>Makes a znode with a value.</summary>
    /// <exception cref="IOException">The ensemble refused; says what the client said.</exception>
    public Task CreateAsync(string path, string value, CancellationToken cancel)
        => ExpectAsync($"create {path} {value}", $"Created {path}", cancel);

    /// <summary>The znode has the value.</summary>
    /// <exception cref="IOException">It hasn't; says what the client said.</exception>
    public Task HoldsAsync(string path, string value, CancellationToken cancel) => ExpectAsync($"get {path}", value, cancel);

    /// <summary>A session that takes commands, a line each, until it is ended.</summary>
    public Process Open() => Start("");

    /// <summary>Runs one command.</summary>
    /// <returns>All that the client wrote.</returns>
    public async Task<string> AskAsync(string command, CancellationToken cancel)
    {
        using var client = Start(command);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(Deadline);
        try
        {
            var errors = client.StandardError.ReadToEndAsync(deadline.Token);
            var output = await client.StandardOutput.ReadToEndAsync(deadline.Token);
            await client.WaitForExitAsync(deadline.Token);
            return Colours().Replace($"{output}\n{await errors}", "");
        }
        finally
        {
            if (!client.HasExited)
            {
                client.Kill();
            }
        }
    }

    private async Task ExpectAsync(string command, string expected, CancellationToken cancel)
    {
        var answer = await AskAsync(command, cancel);
        if (!answer.Split('\n').Any(l => l.Trim() == expected))
        {
            throw new IOException($"zkCli answered '{command}' without '{expected}':\n{answer}");
        }
    }

    private Process Start(string command)
    {
        string[] arguments =
        [
            "-Xmx64m", "-XX:TieredStopAtLevel=1",
            .. login is null ? (string[])["-Dzookeeper.sasl.client=false"] : [$"-Djava.security.auth.login.config={login}"],
            "-cp", Jar, "org.apache.zookeeper.ZooKeeperMain", "-timeout", "20000", "-waitforconnection",
            "-server", string.Join(',', members.Select(m => $"{m.Address}:{m.Port}")),
            .. command.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ];
        return Process.Start(new ProcessStartInfo(Java, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Colours();
}
