using System.Net;
using FireCamp.Engine.Model;
using StackExchange.Redis;

namespace FireCamp.Lab.Clients;

/// <summary>Numbers as keys.</summary>
/// <param name="entries">Where to connect: the primary, or any members of a cluster.</param>
/// <param name="copies">How many replicas must have a number for it to count as acknowledged.</param>
public sealed class RedisLedger(IReadOnlyList<Endpoint> entries, Credential user, int copies = 0) : ILedger
{
    private const int CopyPatience = 300;

    // The client waits this long even for a server that isn't there, and a writer must not miss the moment when it is back.
    private static readonly TimeSpan WriterConnects = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ReaderConnects = TimeSpan.FromSeconds(5);

    private ConnectionMultiplexer? connection;
    private int forgotten;

    /// <summary>Connects to servers that are up, however busy the machine is.</summary>
    public static async Task<RedisLedger> OpenAsync(IReadOnlyList<Endpoint> entries, Credential user, int copies = 0)
    {
        var ledger = new RedisLedger(entries, user, copies);
        ledger.connection = await ledger.ConnectAsync(entries, ReaderConnects);
        return ledger;
    }

    public async Task AppendAsync(long number, CancellationToken cancel)
    {
        var used = connection;
        try
        {
            used ??= await FirstUseAsync();
            if (!await used.GetDatabase().StringSetAsync($"number:{number}", number).WaitAsync(cancel))
            {
                throw new IOException($"Redis did not take number {number}.");
            }

            if (copies > 0 && (int)await used.GetDatabase().ExecuteAsync("WAIT", copies, CopyPatience).WaitAsync(cancel) < copies)
            {
                throw new IOException($"Too few replicas have number {number}.");
            }
        }
        catch
        {
            if (ReferenceEquals(connection, used))
            {
                await DisposeAsync();
            }

            throw;
        }
    }

    public void Forget()
    {
        forgotten++;
        if (connection is { } old)
        {
            connection = null;
            _ = Task.Run(async () => await old.DisposeAsync());
        }
    }

    public async Task<IReadOnlySet<long>> ReadAsync(Endpoint member, CancellationToken cancel)
    {
        await using var reading = await ConnectAsync([member], ReaderConnects);
        var server = reading.GetServer(AddressOf(member), member.Port);
        var numbers = new HashSet<long>();
        await foreach (var key in server.KeysAsync(pattern: "number:*", pageSize: 5000).WithCancellation(cancel))
        {
            numbers.Add(long.Parse(((string)key!).Split(':')[1]));
        }

        return numbers;
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is { } old)
        {
            connection = null;
            await old.DisposeAsync();
        }
    }

    // An attempt that was given up meanwhile must not get in the way of the next one.
    private async Task<ConnectionMultiplexer> FirstUseAsync()
    {
        var era = forgotten;
        var opened = await ConnectAsync(entries, WriterConnects);
        if (era == forgotten)
        {
            return connection = opened;
        }

        await opened.DisposeAsync();
        throw new TimeoutException("The server took too long to connect to.");
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(IReadOnlyList<Endpoint> members, TimeSpan within)
    {
        var options = new ConfigurationOptions
        {
            User = user.UserName,
            Password = user.Password,
            AbortOnConnectFail = true,
            ConnectRetry = 0,
            ConnectTimeout = (int)within.TotalMilliseconds,
            SyncTimeout = 5000,
            AsyncTimeout = 5000,
            BacklogPolicy = BacklogPolicy.FailFast,
            TieBreaker = "",
            ConfigurationChannel = "",
        };
        foreach (var member in members)
        {
            options.EndPoints.Add(new IPEndPoint(IPAddress.Parse(AddressOf(member)), member.Port));
        }

        return await ConnectionMultiplexer.ConnectAsync(options);
    }

    private static string AddressOf(Endpoint member)
        => member.Address ?? throw new InvalidOperationException($"{member.Member} has no address.");
}
