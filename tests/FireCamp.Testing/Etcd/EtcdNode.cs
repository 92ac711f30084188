using System.Diagnostics;
using System.Globalization;
using FireCamp.Engine.Processes;

namespace FireCamp.Testing.Etcd;

/// <summary>One etcd process on a loopback address of its own. It ends with the test process, however that ends.</summary>
public sealed class EtcdNode : IAsyncDisposable
{
    // The shell outlives etcd and kills it when its own input ends, as it does when the test process dies.
    private const string Guard = """log=$1; shift; "$@" >>"$log" 2>&1 </dev/null & echo $!; read -r _; kill -9 $! 2>/dev/null; wait""";

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };

    private readonly string program;
    private readonly string folder;
    private readonly IReadOnlyList<string> arguments;
    private Process? guard;
    private int pid;

    internal EtcdNode(string program, string folder, string name, string address, IReadOnlyList<string> arguments)
    {
        (this.program, this.folder, this.arguments) = (program, folder, arguments);
        (Name, Address) = (name, address);
    }

    public string Name { get; }

    public string Address { get; }

    /// <summary>Where clients go: <c>address:2379</c>.</summary>
    public string Client => $"{Address}:2379";

    private string Log => Path.Combine(folder, $"{Name}.log");

    /// <summary>It runs, though it may not serve yet.</summary>
    internal async Task StartAsync()
    {
        if (guard is not null)
        {
            return;
        }

        string[] all =
        [
            "-c", Guard, "etcd-guard", Log, program, "--name", Name, "--data-dir", Path.Combine(folder, Name),
            "--listen-metrics-urls", $"http://{Address}:2381", .. arguments,
        ];
        guard = Process.Start(new ProcessStartInfo("/bin/sh", all) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var line = await guard.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
        pid = int.Parse(line!, CultureInfo.InvariantCulture);
    }

    /// <summary>Whether it says that it serves and has a leader.</summary>
    public async Task<bool> IsHealthyAsync()
        => (await GetAsync("health"))?.Contains("\"true\"", StringComparison.Ordinal) ?? false;

    public async Task<bool> IsLeaderAsync()
        => (await GetAsync("metrics"))?.Contains("\netcd_server_is_leader 1\n", StringComparison.Ordinal) ?? false;

    /// <summary>Processor time that it has used so far.</summary>
    public TimeSpan ProcessorTime => Process.GetProcessById(pid).TotalProcessorTime;

    /// <summary>It stands still and answers nothing; its connections stay. The signal takes effect later than it is sent.</summary>
    public async Task FreezeAsync()
    {
        ProcessSignals.Send(pid, ProcessSignals.Stop);
        await Eventually.TrueAsync(
            () => Directory.EnumerateDirectories($"/proc/{pid}/task")
                .All(t => File.ReadLines($"{t}/status").Any(l => l.StartsWith("State:\tT", StringComparison.Ordinal))),
            $"etcd {pid} is stopped");
    }

    /// <summary>It goes on; one that is dead stays so.</summary>
    public void Thaw()
    {
        if (guard is not null)
        {
            ProcessSignals.Send(pid, ProcessSignals.Continue);
        }
    }

    /// <summary>It is dead at once, as by power-off.</summary>
    public async Task KillAsync()
    {
        if (guard is not null)
        {
            ProcessSignals.Send(pid, ProcessSignals.Kill);
            await DisposeAsync();
        }
    }

    internal string LastLogLine() => File.Exists(Log) ? File.ReadLines(Log).LastOrDefault("") : "";

    /// <summary>What it had is gone. It must be dead.</summary>
    public void Wipe() => Directory.Delete(Path.Combine(folder, Name), recursive: true);

    public async ValueTask DisposeAsync()
    {
        if (guard is not null)
        {
            guard.StandardInput.Close();
            await guard.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            guard.Dispose();
            guard = null;
        }
    }

    private static async Task<string?> TryGetAsync(string url)
    {
        try
        {
            return await Http.GetStringAsync(new Uri(url));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    private Task<string?> GetAsync(string page) => TryGetAsync($"http://{Address}:2381/{page}");
}
