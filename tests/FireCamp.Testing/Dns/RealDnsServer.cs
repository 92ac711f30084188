using System.Net;
using System.Net.Sockets;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;

namespace FireCamp.Testing.Dns;

/// <summary>A real DNS server of a test's own, on the loopback and a folder of its own; killed at the latest with its test class.</summary>
/// <remarks>
/// Zones: <c>t1-firecamp.com</c>, which the key <see cref="Key"/> may update and list; <c>unlisted.com</c>, which it may only
/// update; <c>closed.com</c>, where it may do neither; <c>broken.com</c>, whose file is missing.
/// </remarks>
public abstract class RealDnsServer : IAsyncLifetime
{
    public const string Key = "fc-t1";

    /// <summary>Made up anew for each run.</summary>
    public static readonly string Secret = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));

    private const int Starts = 3;

    private ChildProcess? process;

    /// <summary>Why there is no server; null when there is one.</summary>
    public string? Missing { get; private set; }

    public IPEndPoint EndPoint { get; private set; } = null!;

    /// <summary>For each algorithm a key that may update t1-firecamp.com, with the same secret.</summary>
    protected static IReadOnlyList<(string Name, string Algorithm)> Keys { get; } =
    [
        (Key, "hmac-sha256"), ("fc-md5", "hmac-md5"), ("fc-sha1", "hmac-sha1"), ("fc-sha224", "hmac-sha224"), ("fc-sha512", "hmac-sha512"),
    ];

    protected abstract string Program { get; }

    protected TestFolder Folder { get; } = new();

    /// <summary>Writes the configuration; returns the program's arguments.</summary>
    protected abstract string[] Configure(int port);

    public async ValueTask InitializeAsync()
    {
        (var program, Missing) = await TestTools.FindAsync(Program);
        if (program is null)
        {
            return;
        }

        foreach (var zone in (string[])["t1-firecamp.com", "unlisted.com", "closed.com"])
        {
            await File.WriteAllTextAsync(Folder.File(zone), """
                @ 5 SOA ns.example.net. admin.example.net. 1 60 60 60 5
                @ 5 NS ns.example.net.
                aliased 5 CNAME elsewhere.example.net.

                """);
        }

        for (var start = 1; !await StartAsync(program); start++)
        {
            Assert.True(start < Starts, $"{Program} doesn't start: {File.ReadAllText(Folder.File("log"))}");
        }
    }

    public ValueTask DisposeAsync()
    {
        process?.Dispose();
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The server does nothing any more, though the kernel still takes connections for it.</summary>
    public async Task FreezeAsync()
    {
        process!.Signal("STOP");
        await Eventually.TrueAsync(() => process.IsStopped, $"{Program} is stopped");
    }

    public void Thaw() => process!.Signal("CONT");

    /// <summary>What anybody who asks this server gets for a name.</summary>
    public async Task<IReadOnlyList<DnsRecordBase>> AskAsync(string name, RecordType type)
    {
        using var transport = new UdpClientTransport(EndPoint.Port);
        using var client = new DnsClient([EndPoint.Address], [transport], false, 2_000);
        return (await client.ResolveAsync(DomainName.Parse(name), type))?.AnswerRecords ?? [];
    }

    /// <summary>A port that nobody listens on just now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // Somebody else may take the port meanwhile; the server then ends and is started on another.
    private async Task<bool> StartAsync(string program)
    {
        process?.Dispose();
        EndPoint = new IPEndPoint(IPAddress.Loopback, FreePort());
        const string Logged = "log=$1; shift; exec \"$@\" > \"$log\" 2>&1";
        process = ChildProcess.Run("sh", ["-c", Logged, "sh", Folder.File("log"), program, .. Configure(EndPoint.Port)]);
        var started = TimeProvider.System.GetTimestamp();
        while (!process.Process.HasExited && TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(20))
        {
            if (await ListensAsync() && (await AskAsync("t1-firecamp.com", RecordType.Soa)).Count == 1)
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }

        return false;
    }

    private async Task<bool> ListensAsync()
    {
        using var probe = new TcpClient();
        try
        {
            await probe.ConnectAsync(EndPoint);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
