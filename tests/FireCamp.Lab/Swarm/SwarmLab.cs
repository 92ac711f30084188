using System.Globalization;

namespace FireCamp.Lab.Swarm;

/// <summary>A real swarm of several nodes on this machine, with etcd, DNS, a registry and shared storage; nothing is left of it once
/// it is disposed.</summary>
/// <remarks>Only where <see cref="SwarmLabRequirements"/> misses nothing.</remarks>
public sealed class SwarmLab : IAsyncDisposable
{
    private static readonly Dictionary<string, string?> NoVariables = [];

    private readonly string name;

    private SwarmLab(string name)
    {
        this.name = name;
    }

    /// <summary>The lab's folder.</summary>
    public string Path => PathOf(name);

    /// <summary>What <c>tests/lab/swarm env</c> prints: addresses, sockets, keys.</summary>
    public IReadOnlyDictionary<string, string> Env { get; private set; } = new Dictionary<string, string>();

    /// <summary>Starts a lab; its nodes are ready when this returns. What an earlier run of the same purpose left is removed first.</summary>
    /// <param name="purpose">Short, lower-case: with the checkout it makes the lab's name, so that checkouts don't clash.</param>
    /// <exception cref="InvalidOperationException">It doesn't start; says why. Nothing is left of it then.</exception>
    public static async Task<SwarmLab> UpAsync(string purpose, SwarmLabOptions options, CancellationToken cancel)
    {
        var lab = new SwarmLab(NameOf(purpose));
        try
        {
            string[] up = ["--name", lab.name, "up", Number(options.Nodes), Number(options.Managers)];
            await SwarmScript.RunAsync(SwarmScript.Path, up, options.Environment, cancel);
            lab.Env = Variables(await lab.RunAsync(["env"], cancel));
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>The folder of the lab with this purpose, whether there is one or not.</summary>
    public static string FolderOf(string purpose) => PathOf(NameOf(purpose));

    /// <summary>Takes away a machine's power: its peers hear nothing more, what it hadn't synced is lost.</summary>
    public Task CrashAsync(LabMachine machine, CancellationToken cancel) => RunAsync(["crash", machine.Name], cancel);

    /// <summary>Starts a crashed machine with its disk and address; it answers when this returns.</summary>
    public Task BootAsync(LabMachine machine, CancellationToken cancel) => RunAsync(["boot", machine.Name], cancel);

    /// <summary>Unplugs a machine's network.</summary>
    public Task CutAsync(LabMachine machine, CancellationToken cancel) => RunAsync(["cut", machine.Name], cancel);

    /// <summary>Plugs a machine's network in again.</summary>
    public Task HealAsync(LabMachine machine, CancellationToken cancel) => RunAsync(["heal", machine.Name], cancel);

    /// <summary>Stops all processes of a machine where they are.</summary>
    public Task FreezeAsync(LabMachine machine, CancellationToken cancel) => RunAsync(["freeze", machine.Name], cancel);

    /// <summary>Lets a frozen machine go on.</summary>
    public Task ThawAsync(LabMachine machine, CancellationToken cancel) => RunAsync(["thaw", machine.Name], cancel);

    /// <summary>Runs a command in a machine; a frozen one runs it, too.</summary>
    /// <returns>What it wrote to its standard output.</returns>
    public Task<string> ExecAsync(LabMachine machine, IReadOnlyList<string> command, CancellationToken cancel)
        => RunAsync(["exec", machine.Name, .. command], cancel);

    /// <summary>Signals a node's job: <c>hook</c> or <c>docker</c>.</summary>
    public Task SignalAsync(LabMachine node, string job, string signal, CancellationToken cancel)
        => RunAsync(["signal", node.Name, job, signal], cancel);

    /// <summary>Ends a node's job and keeps it down.</summary>
    public Task HoldAsync(LabMachine node, string job, CancellationToken cancel) => RunAsync(["hold", node.Name, job], cancel);

    /// <summary>Lets a node's job start again.</summary>
    public Task ReleaseAsync(LabMachine node, string job, CancellationToken cancel) => RunAsync(["release", node.Name, job], cancel);

    /// <summary>Runs docker's client against a node's daemon, by its socket.</summary>
    public Task<string> DockerAsync(LabMachine node, IReadOnlyList<string> arguments, CancellationToken cancel)
        => SwarmScript.RunAsync(Env["LAB_DOCKER"], ["--host", $"unix://{Path}/{node.Name}/docker.sock", .. arguments], NoVariables, cancel);

    public async Task<IReadOnlyList<LabMachineStatus>> StatusAsync(CancellationToken cancel)
    {
        var lines = (await RunAsync(["status"], cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Skip(1).Select(Status)];
    }

    /// <summary>Returns once the machine's status is as wanted.</summary>
    public Task BecomesAsync(LabMachine machine, Func<LabMachineStatus, bool> wanted, string what, CancellationToken cancel)
        => Soon.TrueAsync(
            async () => (await StatusAsync(cancel)).Any(s => s.Machine == machine && wanted(s)), () => $"{machine} is {what}", cancel);

    /// <summary>Ends the lab, whatever state it is in.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Environment.GetEnvironmentVariable("FIRECAMP_KEEP_HOME") is null)
        {
            await RunAsync(["down"], CancellationToken.None);
        }
    }

    private static string PathOf(string name) => $"/tmp/firecamp-lab-{name}";

    private static string NameOf(string purpose) => $"{purpose}-{Checkout.Tag}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Variables(string lines)
        => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);

    private static LabMachineStatus Status(string line)
    {
        var words = line.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries);
        return new LabMachineStatus(new LabMachine(words[0]), words[1], words[2], words.Length > 3 ? words[3].Trim() : "");
    }

    private Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancel)
        => SwarmScript.RunAsync(SwarmScript.Path, ["--name", name, .. arguments], NoVariables, cancel);
}
