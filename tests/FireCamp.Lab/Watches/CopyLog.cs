using System.Collections.Concurrent;
using System.Diagnostics;
using FireCamp.Lab.Clients;

namespace FireCamp.Lab.Watches;

/// <summary>
/// Asks every copy of a member that ever answered who it is, again and again, and logs the answers: after a copy's first answer no
/// earlier one may answer what it was asked since.
/// </summary>
/// <param name="open">Connects to whoever has the member's address now.</param>
public sealed class CopyLog(Func<CancellationToken, Task<ICopyLine>> open) : IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<Answer> log = new();
    private readonly ConcurrentDictionary<string, long> firsts = new();
    private readonly List<Task> asking = [];
    private Task? finding;

    /// <summary>One answer of one copy; times are timestamps of the monotonic clock.</summary>
    /// <param name="Epoch">The how-manieth copy of the member it is.</param>
    /// <param name="Sequence">Its how-manieth answer.</param>
    private sealed record Answer(string Copy, int Epoch, long Sequence, long Asked, long Received);

    /// <summary>How many copies answered.</summary>
    public int Copies => firsts.Count;

    public int Answers => log.Count;

    /// <summary>For each member of the service one log, which has begun.</summary>
    public static async Task<IReadOnlyList<CopyLog>> OfAsync(LabService service, CancellationToken cancel)
    {
        var user = await service.CredentialAsync(cancel);
        return
        [
            .. (await service.EndpointsAsync(cancel)).Select(e =>
            {
                var log = new CopyLog(c => service.Kind == "PostgreSQL" ? PostgresLine.OpenAsync(e, user, c) : RedisLine.OpenAsync(e, user, c));
                log.finding = Task.Run(log.FindAsync);
                return log;
            }),
        ];
    }

    /// <summary>Stops asking.</summary>
    /// <returns>Answers that must not be: of a copy that was asked after a later one had answered.</returns>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        await stop.CancelAsync();
        await (finding ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var begins = log.GroupBy(a => a.Epoch).ToDictionary(g => g.Key, g => g.Min(a => a.Received));
        return
        [
            .. log.Where(a => begins.Any(b => b.Key > a.Epoch && a.Asked > b.Value))
                .GroupBy(a => a.Copy).Select(g => $"copy {g.First().Epoch} ({g.Key}) answered {g.Count()} times after a later one, "
                    + $"the last time {Stopwatch.GetElapsedTime(begins[g.First().Epoch + 1], g.Max(a => a.Received)).TotalSeconds:F2} s after"),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }

    // Old copies keep their connections, so whoever answers on a new one is asked for as long as it answers.
    private async Task FindAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
                limit.CancelAfter(Patience);
                var line = await open(limit.Token);
                var copy = await line.AskAsync(limit.Token);
                if (firsts.TryAdd(copy, Stopwatch.GetTimestamp()))
                {
                    asking.Add(Task.Run(() => AskAsync(line, copy, firsts.Count)));
                    continue;
                }

                await line.DisposeAsync();
            }
            catch (Exception) when (!stop.IsCancellationRequested)
            {
                // Nobody has the address at the moment.
            }

            await Soon.PauseAsync(Patience / 5, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AskAsync(ICopyLine line, string copy, int epoch)
    {
        await using var _ = line;
        for (var sequence = 1L; !stop.IsCancellationRequested; sequence++)
        {
            var asked = Stopwatch.GetTimestamp();
            if (await line.AskAsync(stop.Token) != copy)
            {
                throw new InvalidOperationException($"The line to {copy} leads to another copy.");
            }

            log.Enqueue(new Answer(copy, epoch, sequence, asked, Stopwatch.GetTimestamp()));
            await Soon.PauseAsync(Between, stop.Token);
        }
    }
}
