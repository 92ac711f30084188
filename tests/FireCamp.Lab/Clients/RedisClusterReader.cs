using System.Diagnostics;
using System.Net;
using FireCamp.Engine.Model;
using StackExchange.Redis;

namespace FireCamp.Lab.Clients;

/// <summary>Reads numbers of a <see cref="RedisLedger"/> all the time through a cluster, as clients do that are told where keys have gone.</summary>
public sealed class RedisClusterReader : IAsyncDisposable
{
    private const int Batch = 500;

    private readonly ConnectionMultiplexer connection;
    private readonly CancellationTokenSource stop = new();
    private readonly List<long> missing = [];
    private Task reading = Task.CompletedTask;
    private volatile IReadOnlyList<long> numbers = [];

    private RedisClusterReader(ConnectionMultiplexer connection) => this.connection = connection;

    public int Reads { get; private set; }

    /// <summary>Reads that ended with an error; each was tried again.</summary>
    public int Failed { get; private set; }

    /// <summary>The longest time between two answers that followed each other.</summary>
    public TimeSpan LongestGap { get; private set; }

    /// <summary>Numbers of which the cluster said that there is no such key.</summary>
    public IReadOnlyList<long> Missing => missing;

    public static async Task<RedisClusterReader> OpenAsync(IReadOnlyList<Endpoint> entries, Credential user)
    {
        var options = new ConfigurationOptions { User = user.UserName, Password = user.Password, TieBreaker = "", ConfigurationChannel = "" };
        foreach (var entry in entries)
        {
            options.EndPoints.Add(new IPEndPoint(IPAddress.Parse(entry.Address!), entry.Port));
        }

        return new RedisClusterReader(await ConnectionMultiplexer.ConnectAsync(options));
    }

    /// <summary>Writes so many numbers at once; all of them are acknowledged when it returns.</summary>
    public async Task<IReadOnlyList<long>> FillAsync(long first, int count)
    {
        var filled = Enumerable.Range(0, count).Select(i => first + i).ToList();
        var database = connection.GetDatabase();
        foreach (var batch in filled.Chunk(Batch))
        {
            Assert(await Task.WhenAll(batch.Select(n => database.StringSetAsync($"number:{n}", n))));
        }

        return filled;

        static void Assert(bool[] taken)
        {
            if (!taken.All(t => t))
            {
                throw new IOException("Redis did not take all numbers.");
            }
        }
    }

    /// <summary>Reads these, at random, until it is stopped.</summary>
    public void Begin(IReadOnlyList<long> all)
    {
        numbers = all;
        reading = Task.Run(ReadAsync);
    }

    /// <summary>Reads each of them once.</summary>
    /// <returns>Those of which the cluster says that there is no such key.</returns>
    public async Task<IReadOnlyList<long>> LacksAsync(IReadOnlyList<long> all)
    {
        var database = connection.GetDatabase();
        var lacking = new List<long>();
        foreach (var batch in all.Chunk(Batch))
        {
            var values = await Task.WhenAll(batch.Select(n => database.StringGetAsync($"number:{n}", CommandFlags.DemandMaster)));
            lacking.AddRange(batch.Where((n, i) => values[i] != n));
        }

        return lacking;
    }

    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await reading;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await connection.DisposeAsync();
        stop.Dispose();
    }

    private async Task ReadAsync()
    {
        var database = connection.GetDatabase();
        var last = Stopwatch.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            var number = numbers[Random.Shared.Next(numbers.Count)];
            try
            {
                if (await database.StringGetAsync($"number:{number}", CommandFlags.DemandMaster) != number)
                {
                    missing.Add(number);
                }

                Reads++;
                var gap = Stopwatch.GetElapsedTime(last);
                LongestGap = gap > LongestGap ? gap : LongestGap;
                last = Stopwatch.GetTimestamp();
            }
            catch (RedisException)
            {
                Failed++;
            }
            catch (TimeoutException)
            {
                Failed++;
            }

            await Soon.PauseAsync(TimeSpan.FromMilliseconds(1), stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
