using Amazon.DynamoDBv2;
using FireCamp.Engine.Clients.Aws;

namespace FireCamp.Engine.Metadata.DynamoDb;

/// <summary>One piece of work with DynamoDB: a request is sent until it is answered or the time is over.</summary>
/// <remarks>A request may so be sent more than once: it must be one that does no harm when it is done twice.</remarks>
internal sealed class DynamoCall(DynamoTable table, CancellationToken cancel)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private readonly long started = table.Time.GetTimestamp();
    private TimeSpan pause = FirstPause;

    /// <summary>Whether a request that got no answer may have been done all the same.</summary>
    public bool MayHaveDone { get; private set; }

    /// <summary>Sends a request until it is answered.</summary>
    /// <param name="writes">What it writes, for errors; null when it writes nothing.</param>
    /// <exception cref="AwsException">It is refused in a way that depends on what lies there; see <see cref="DynamoRefusals"/>.</exception>
    /// <exception cref="StoreUnavailableException">It wasn't answered in time, or DynamoDB refuses the caller.</exception>
    public async Task<T> SendAsync<T>(string operation, string? writes, Func<AmazonDynamoDBClient, CancellationToken, Task<T>> send)
    {
        for (var isRepeat = false; ; isRepeat = true)
        {
            AwsCallTally.IsRepeating.Value = isRepeat;
            cancel.ThrowIfCancellationRequested();
            try
            {
                return await AwsFailures.Translated($"dynamodb:{operation}", () => send(table.Client, cancel), cancel).ConfigureAwait(false);
            }
            catch (AwsException e) when (DynamoRefusals.IsOfContent(e) && !DynamoRefusals.IsConflict(e))
            {
                throw;
            }
            catch (AwsException e)
            {
                MayHaveDone |= writes is not null && e.MayHaveBeenDone;
                if (!(e.IsTemporary || DynamoRefusals.IsConflict(e)) || table.Time.GetElapsedTime(started) > table.Address.Timeout)
                {
                    throw Unavailable(writes, e);
                }

                // Sending it again as it is: a write whose answer was lost is then told from somebody else's.
                if (DynamoRefusals.IsConflict(e) && !MayHaveDone)
                {
                    throw;
                }
            }

            await PauseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Time passes, longer each time; some of it by chance, so that two that are in each other's way part.</summary>
    /// <exception cref="StoreUnavailableException">The time is over.</exception>
    public async Task PauseAsync(string? why = null)
    {
        if (table.Time.GetElapsedTime(started) > table.Address.Timeout)
        {
            throw new StoreUnavailableException($"{table.Address}", $"{why ?? "it doesn't answer"} for {table.Address.Timeout.TotalSeconds:0.#} s.");
        }

        await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), table.Time, cancel).ConfigureAwait(false);
        pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
    }

    /// <summary>What became of a write can't be told.</summary>
    public StoreUnavailableException Unknown(string writes)
        => new($"{table.Address}", $"whether it did {writes} can't be told: the answer was lost, and the record has changed again since.");

    private StoreUnavailableException Unavailable(string? writes, AwsException e)
    {
        var unknown = MayHaveDone ? $" It may have done {writes} all the same." : "";
        return new StoreUnavailableException($"{table.Address}", $"{e.Message}{unknown} {(e.IsTemporary ? "" : e.NextStep)}".Trim(), e);
    }
}
