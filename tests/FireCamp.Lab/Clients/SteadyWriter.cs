using System.Collections.Concurrent;
using System.Diagnostics;

namespace FireCamp.Lab.Clients;

/// <summary>Writes number after number all the time and keeps those that were acknowledged. A write that fails is never repeated.</summary>
public sealed class SteadyWriter : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(4);

    // A server whose machine is gone never answers: a client that waits for its kernel to notice measures that and not the service.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    /// <summary>Of the attempts in a row that weren't answered each so many-th gets long, for a server that is only slow.</summary>
    private const int LongAttempt = 12;

    private readonly ILedger ledger;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<Acknowledgement> acknowledged = new();
    private readonly Task writing;
    private Acknowledgement? last;
    private string error = "none";

    private SteadyWriter(ILedger ledger)
    {
        this.ledger = ledger;
        writing = Task.Run(WriteAsync);
    }

    /// <summary>What was acknowledged so far.</summary>
    public IReadOnlyList<long> Acknowledged => [.. acknowledged.Select(a => a.Number)];

    /// <summary>How many writes failed: nobody knows whether the server has them.</summary>
    public int Failed { get; private set; }

    /// <summary>The longest time between two acknowledgements that followed each other; zero before the second.</summary>
    public TimeSpan LongestGap
    {
        get
        {
            var times = acknowledged.Select(a => a.Received).ToList();
            return times.Zip(times.Skip(1), Stopwatch.GetElapsedTime).DefaultIfEmpty().Max();
        }
    }

    /// <summary>The same, of acknowledgements that came after the timestamp, and from it to the first of them.</summary>
    public TimeSpan LongestGapSince(long timestamp)
    {
        var times = acknowledged.Select(a => a.Received).Where(t => t > timestamp).Prepend(timestamp).ToList();
        return times.Zip(times.Skip(1), Stopwatch.GetElapsedTime).DefaultIfEmpty().Max();
    }

    public static SteadyWriter Start(ILedger ledger) => new(ledger);

    /// <summary>Returns once a write that began after the timestamp is acknowledged.</summary>
    /// <exception cref="TimeoutException">None is.</exception>
    public async Task<Acknowledgement> NextAsync(long begunAfter, CancellationToken cancel)
    {
        await Soon.TrueAsync(() => Task.FromResult(Since(begunAfter) is not null), () => $"an acknowledged write; the last error: {error}", cancel);
        return Since(begunAfter)!;
    }

    /// <summary>Ends the writing.</summary>
    /// <returns>All that was acknowledged.</returns>
    public async Task<IReadOnlyList<long>> StopAsync()
    {
        await stop.CancelAsync();
        await writing;
        return Acknowledged;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }

    private Acknowledgement? Since(long begunAfter)
        => Volatile.Read(ref last) is { } newest && newest.Begun > begunAfter ? acknowledged.First(a => a.Begun > begunAfter) : null;

    private async Task WriteAsync()
    {
        var unanswered = 0;
        for (var number = 1L; !stop.IsCancellationRequested; number++)
        {
            var begun = Stopwatch.GetTimestamp();
            try
            {
                // Never cancelled half-way: nobody knows what becomes of a write that isn't acknowledged in time, and it counts as failed.
                var patience = unanswered % LongAttempt == LongAttempt - 1 ? Patience * LongAttempt : Patience;
                await ledger.AppendAsync(number, CancellationToken.None).WaitAsync(patience);
                unanswered = 0;
                var acknowledgement = new Acknowledgement(number, begun, Stopwatch.GetTimestamp());
                acknowledged.Enqueue(acknowledgement);
                Volatile.Write(ref last, acknowledgement);
            }
            catch (Exception e)
            {
                if (e is TimeoutException)
                {
                    unanswered++;
                    ledger.Forget();
                }

                Failed++;
                error = $"{e.GetType().Name}: {e.Message}";
            }

            await Soon.PauseAsync(Pause, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
