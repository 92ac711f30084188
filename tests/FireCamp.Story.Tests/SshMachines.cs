using FireCamp.Lab;
using FireCamp.Lab.Swarm;
using FireCamp.Testing;

namespace FireCamp.Story.Tests;

/// <summary>Real ssh servers on a lab's machines, and an <c>ssh</c> before all others on this process's path that knows them and its key.</summary>
internal sealed class SshMachines : IDisposable
{
    private const string Path = "PATH";

    private readonly SwarmLab lab;
    private readonly string folder;
    private readonly string server;
    private readonly string? pathBefore = Environment.GetEnvironmentVariable(Path);

    private SshMachines(SwarmLab lab, string folder, string server) => (this.lab, this.folder, this.server) = (lab, folder, server);

    /// <summary>What is missing is said by a skip.</summary>
    public static async Task RequireAsync()
    {
        var (_, missing) = await TestTools.FindAsync("sshd");
        Assert.SkipWhen(missing is not null, missing ?? "");
    }

    /// <summary>The user's side is ready; no machine has a server yet.</summary>
    public static async Task<SshMachines> MakeAsync(SwarmLab lab, LabHome home, CancellationToken cancel)
    {
        var (server, client, keygen) = (await ToolAsync("sshd"), await ToolAsync("ssh"), await ToolAsync("ssh-keygen"));
        var machines = new SshMachines(lab, Directory.CreateDirectory(System.IO.Path.Combine(home.Path, "ssh")).FullName, server);
        const string Make = """
            cd "$1"
            "$3" -q -t ed25519 -N '' -f host && "$3" -q -t ed25519 -N '' -f user
            cp user.pub authorized
            for address in $4; do echo "$address $(cut -d' ' -f1,2 host.pub)"; done > known
            printf 'IdentityFile %s/user\nIdentitiesOnly yes\nUserKnownHostsFile %s/known\nStrictHostKeyChecking yes\n' "$1" "$1" > config
            printf 'HostKey %s/host\nAuthorizedKeysFile %s/authorized\nStrictModes no\nUsePAM no\nPidFile none\n' "$1" "$1" > server
            mkdir bin
            printf '#!/bin/sh\nexec "%s" -F "%s/config" "$@"\n' "$2" "$1" > bin/ssh
            chmod 755 bin/ssh
            """;
        var addresses = string.Join(' ', BareSwarm.Nodes(lab).Select(machines.AddressOf));
        await ShellAsync(Make, [machines.folder, client, keygen, addresses], cancel);
        Environment.SetEnvironmentVariable(Path, $"{machines.folder}/bin:{machines.pathBefore}");
        return machines;
    }

    public string AddressOf(string node)
    {
        var net = lab.Env["LAB_SUBNET"][..lab.Env["LAB_SUBNET"].LastIndexOf('.')];
        return $"{net}.{10 + int.Parse(node[1..])}";
    }

    /// <summary>The machine takes root by ssh.</summary>
    public Task ServeAsync(string node, CancellationToken cancel)
    {
        const string Serve = """
            mkdir -p /run/sshd
            grep -q '^sshd:' /etc/passwd || echo 'sshd:x:64999:65534::/run/sshd:/usr/sbin/nologin' >> /etc/passwd
            exec "$1" -f "$2/server" -E /run/sshd.log
            """;
        return lab.ExecAsync(new LabMachine(node), ["sh", "-ec", Serve, "sh", server, folder], cancel);
    }

    public void Dispose() => Environment.SetEnvironmentVariable(Path, pathBefore);

    private static async Task<string> ToolAsync(string name) => (await TestTools.FindAsync(name)).Program!;

    private static async Task ShellAsync(string script, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        using var process = System.Diagnostics.Process.Start("sh", ["-ec", script, "sh", .. arguments]);
        await process.WaitForExitAsync(cancel);
        Assert.Equal(0, process.ExitCode);
    }
}
