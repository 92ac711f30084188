using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FireCamp.Testing.Etcd;

/// <summary>Two ways to the same etcd. One write can be made to go wrong on the way; then the other way is left whole.</summary>
public sealed class LossyWire : IAsyncDisposable
{
    /// <summary>Shorter pieces are HTTP/2's own (a ping, a window), and don't belong to a request.</summary>
    private const int ShortestRequest = 40;

    private static readonly byte[] Mark = Encoding.UTF8.GetBytes("/records/");

    private readonly CancellationTokenSource stop = new();
    private readonly TcpListener[] listeners;
    private readonly string target;
    private readonly List<Task> running = [];
    private WireFault armed;
    private TaskCompletionSource<Func<Task>> held = new();

    public LossyWire(EtcdNode node)
    {
        target = node.Address;
        listeners = [new TcpListener(IPAddress.Loopback, 0), new TcpListener(IPAddress.Loopback, 0)];
        foreach (var listener in listeners)
        {
            listener.Start();
            running.Add(AcceptAsync(listener));
        }
    }

    public string Url => $"etcd://{string.Join(',', listeners.Select(l => l.LocalEndpoint))}";

    /// <summary>The next request meets the fault, once. It must be one that names a record.</summary>
    public void Arm(WireFault fault)
    {
        held = new TaskCompletionSource<Func<Task>>(TaskCreationOptions.RunContinuationsAsynchronously);
        armed = fault;
    }

    /// <summary>A held request goes on to etcd; returns once etcd has answered it.</summary>
    public async Task ReleaseAsync() => await (await held.Task.WaitAsync(TimeSpan.FromSeconds(30)))();

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        foreach (var listener in listeners)
        {
            listener.Dispose();
        }

        await Task.WhenAll(running);
        stop.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(CarryAsync(await listener.AcceptTcpClientAsync(stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(target, 2379, stop.Token);
            var connection = new Connection();
            await Task.WhenAll(SendAsync(near.GetStream(), far.GetStream(), connection), AnswerAsync(far.GetStream(), near.GetStream(), connection));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One side has gone.
        }
    }

    private async Task SendAsync(NetworkStream near, NetworkStream far, Connection connection)
    {
        var buffer = new byte[65536];
        while (await near.ReadAsync(buffer, stop.Token) is var read and > 0)
        {
            var chunk = buffer.AsMemory(0, read).ToArray();
            if (connection.Fault is WireFault.None && read > ShortestRequest)
            {
                connection.Fault = Interlocked.Exchange(ref armed, WireFault.None);
            }

            if (connection.Fault is not WireFault.HoldRequest)
            {
                await far.WriteAsync(chunk, stop.Token);
            }
            else if (!held.Task.IsCompleted)
            {
                // What comes behind the request is lost: so etcd never hears that it was given up.
                connection.Held.AddRange(chunk);
                if (chunk.AsSpan().IndexOf(Mark) >= 0)
                {
                    held.SetResult(() => DeliverAsync(far, connection));
                }
            }
        }

        // The connection stays up on etcd's side, so that what was held can still be delivered.
        if (connection.Fault is WireFault.HoldRequest)
        {
            await connection.Answered.Task.WaitAsync(stop.Token);
        }

        far.Socket.Shutdown(SocketShutdown.Send);
    }

    private async Task AnswerAsync(NetworkStream far, NetworkStream near, Connection connection)
    {
        var buffer = new byte[65536];
        while (await far.ReadAsync(buffer, stop.Token) is var read and > 0)
        {
            if (connection.Delivered)
            {
                connection.Answered.TrySetResult();
            }

            if (connection.Fault is WireFault.None)
            {
                await near.WriteAsync(buffer.AsMemory(0, read), stop.Token);
            }
        }
    }

    private static async Task DeliverAsync(NetworkStream far, Connection connection)
    {
        connection.Delivered = true;
        await far.WriteAsync(connection.Held.ToArray());
        await connection.Answered.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private sealed class Connection
    {
        public volatile bool Delivered;

        public TaskCompletionSource Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<byte> Held { get; } = [];

        public WireFault Fault { get; set; }
    }
}
