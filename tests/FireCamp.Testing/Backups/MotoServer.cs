using System.Net;
using System.Net.Sockets;
using FireCamp.Testing.Aws;

namespace FireCamp.Testing.Backups;

/// <summary>A real S3 server of a test's own on the loopback: moto, as <c>eng/moto</c> gets it; killed at the latest with its test class.</summary>
public sealed class MotoServer : IAsyncLifetime
{
    private const int Starts = 3;

    private readonly TestFolder folder = new();
    private readonly HttpClient http = new();
    private ChildProcess? process;

    /// <summary>Why there is no server; null when there is one.</summary>
    public string? Missing { get; private set; }

    public Uri Url { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (var program, Missing) = await AwsTools.FindAsync();
        if (program is null)
        {
            return;
        }

        for (var start = 1; !await StartAsync(program); start++)
        {
            Assert.True(start < Starts, $"moto doesn't start: {File.ReadAllText(folder.File("log"))}");
        }
    }

    public ValueTask DisposeAsync()
    {
        process?.Dispose();
        http.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>From now on keys and rights are looked at, or no more.</summary>
    public async Task AuthenticateAsync(bool isOn)
        => (await http.PostAsync(new Uri(Url, "/moto-api/reset-auth"), new StringContent(isOn ? "0" : "Infinity"))).EnsureSuccessStatusCode();

    /// <summary>The server does nothing any more, though the kernel still takes connections for it.</summary>
    public async Task FreezeAsync()
    {
        process!.Signal("STOP");
        await Eventually.TrueAsync(() => process.IsStopped, "moto is stopped");
    }

    public void Thaw() => process!.Signal("CONT");

    // Somebody else may take the port meanwhile; the server then ends and is started on another.
    private async Task<bool> StartAsync(string program)
    {
        process?.Dispose();
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        }

        const string Logged = "log=$1; shift; exec \"$@\" > \"$log\" 2>&1";
        process = ChildProcess.Run("sh", "-c", Logged, "sh", folder.File("log"), program, "-H", "127.0.0.1", "-p", $"{Url.Port}");
        var started = TimeProvider.System.GetTimestamp();
        while (!process.Process.HasExited && TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(60))
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(Url, "/moto-api/data.json"));
                return true;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
            }
        }

        return false;
    }
}
