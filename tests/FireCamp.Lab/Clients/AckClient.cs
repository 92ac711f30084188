using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using FireCamp.Engine.Model;

namespace FireCamp.Lab.Clients;

/// <summary>Asks one Redis server for a sign of life all the time, over one connection that it never makes anew.</summary>
public sealed class AckClient : IAsyncDisposable
{
    // Quicker, and what is unanswered fills the connection's send buffer, so that nothing more can be asked.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly TcpClient tcp = new() { NoDelay = true };
    private readonly CancellationTokenSource stop = new();
    private readonly List<long> sent = [];
    private Task asking = Task.CompletedTask;
    private Task reading = Task.CompletedTask;
    private int answered;

    /// <summary>How many questions were asked so far.</summary>
    public int Asked
    {
        get
        {
            lock (sent)
            {
                return sent.Count;
            }
        }
    }

    /// <summary>When the last question that was answered had been sent, as a timestamp.</summary>
    public long LastAnswered
    {
        get
        {
            lock (sent)
            {
                return sent[Volatile.Read(ref answered) - 1];
            }
        }
    }

    public static async Task<AckClient> OpenAsync(Endpoint server, Credential user, CancellationToken cancel)
    {
        var client = new AckClient();
        await client.tcp.ConnectAsync(server.Address!, server.Port, cancel);
        var stream = client.tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {user.UserName} {user.Password}\r\n"), cancel);
        var answer = new byte[5];
        await stream.ReadExactlyAsync(answer, cancel);
        if (Encoding.ASCII.GetString(answer) != "+OK\r\n")
        {
            throw new IOException($"{server.Member} does not let {user.UserName} in.");
        }

        client.reading = Task.Run(() => client.ReadAsync(stream), CancellationToken.None);
        client.asking = Task.Run(() => client.AskAsync(stream), CancellationToken.None);
        return client;
    }

    /// <summary>Why it asks no more; null while it does.</summary>
    public Exception? Fault => asking.Exception?.InnerException;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        tcp.Dispose();
        await Task.WhenAll(asking, reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task AskAsync(NetworkStream stream)
    {
        var ping = "PING\r\n"u8.ToArray();
        while (!stop.IsCancellationRequested)
        {
            lock (sent)
            {
                sent.Add(Stopwatch.GetTimestamp());
            }

            await stream.WriteAsync(ping, stop.Token);
            await Soon.PauseAsync(Pause, stop.Token);
        }
    }

    // Each answer is one line, and they come in the order of the questions.
    private async Task ReadAsync(NetworkStream stream)
    {
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, stop.Token) is > 0 and var length)
        {
            Interlocked.Add(ref answered, buffer.AsSpan(0, length).Count((byte)'\n'));
        }
    }
}
