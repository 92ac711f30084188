using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Processes;

namespace FireCamp.Testing.Aws;

/// <summary>An emulator of AWS (moto) of a test class's own, on a free port; it ends with the test process, however that ends.</summary>
/// <remarks>
/// What it gets wrong is put right on the way to it by <see cref="AwsOverlay"/>, which is our reading of AWS's documentation and not AWS.
/// </remarks>
public sealed class AwsEmulator : IAsyncLifetime
{
    public const string Region = "us-east-1";

    public static readonly BasicAWSCredentials Credentials = new("AKIDFIRECAMPTESTS", "a-secret-of-tests");

    // The shell outlives the emulator and kills it when its own input ends, as it does when the test process dies.
    private const string Guard = """log=$1; shift; "$@" >>"$log" 2>&1 </dev/null & echo $!; read -r _; kill -9 $! 2>/dev/null; wait""";

    private const int Starts = 3;

    private readonly TestFolder folder = new();
    private Process? guard;
    private int pid;

    /// <summary>Why there is no emulator; null when there is one.</summary>
    public string? Missing { get; private set; }

    public Uri Endpoint { get; private set; } = null!;

    public AwsWorld World { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var (program, missing) = await AwsTools.FindAsync();
        Missing = missing;
        for (var start = 1; program is not null && World is null; start++)
        {
            var port = FreePort();
            Endpoint = new Uri($"http://127.0.0.1:{port}/");
            await StartAsync(program, port);
            if (await IsServingAsync(allow: start < Starts))
            {
                World = new AwsWorld(Endpoint);
            }
        }
    }

    /// <summary>Skips the test, saying why, where the emulator can't be had.</summary>
    public void Require() => Assert.SkipWhen(Missing is not null, Missing ?? "");

    /// <summary>A way to the emulator, with what the overlay puts right.</summary>
    public AwsConnection Connect(Func<AwsSettings, AwsSettings>? change = null, TimeProvider? time = null)
    {
        Require();
        var settings = new AwsSettings
        {
            Region = Region, Endpoint = Endpoint, Credentials = Credentials, Around = Overlay,
        };
        return new AwsConnection(change?.Invoke(settings) ?? settings, time ?? TimeProvider.System);
    }

    /// <summary>Everything in it is gone.</summary>
    public Task ResetAsync() => World.Backdoor.ResetAsync();

    /// <summary>What stands before the emulator.</summary>
    public HttpMessageHandler Overlay(HttpMessageHandler inner) => new AwsOverlay(inner, World);

    /// <summary>It answers nothing until it is thawed; its connections stay.</summary>
    public void Freeze() => ProcessSignals.Send(pid, ProcessSignals.Stop);

    public void Thaw() => ProcessSignals.Send(pid, ProcessSignals.Continue);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        World?.Dispose();
        folder.Dispose();
    }

    private async Task StartAsync(string program, int port)
    {
        string[] all = ["-c", Guard, "emulator-guard", folder.File("log"), program, "-H", "127.0.0.1", "-p", $"{port}"];
        guard = Process.Start(new ProcessStartInfo("/bin/sh", all) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var line = await guard.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
        pid = int.Parse(line!, CultureInfo.InvariantCulture);
    }

    // Somebody else may have taken the port meanwhile; then the emulator ends by itself.
    private async Task<bool> IsServingAsync(bool allow)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var serves = false;
        await Eventually.TrueAsync(
            async () => !Directory.Exists($"/proc/{pid}") || (serves = await AnswersAsync(http)),
            $"the emulator answers; its log ends: {LastLogLine()}");
        if (!serves)
        {
            await StopAsync();
            Assert.True(allow, $"the emulator ended: {LastLogLine()}");
        }

        return serves;
    }

    private async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Endpoint, "moto-api/data.json"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private async Task StopAsync()
    {
        if (guard is not null)
        {
            guard.StandardInput.Close();
            await guard.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            guard.Dispose();
            guard = null;
        }
    }

    private string LastLogLine() => File.Exists(folder.File("log")) ? File.ReadLines(folder.File("log")).LastOrDefault("") : "";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
