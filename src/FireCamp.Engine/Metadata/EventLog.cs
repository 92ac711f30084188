using FireCamp.Engine.Model;

namespace FireCamp.Engine.Metadata;

/// <summary>What happened in a cluster, kept in its store: the newest <see cref="Kept"/> events.</summary>
public sealed class EventLog(IMetadataStore store)
{
    public const int Kept = 10_000;

    /// <summary>One append in so many also trims: often enough to stay near <see cref="Kept"/>, and cheap on average.</summary>
    private const int TrimEvery = 128;

    /// <summary>The event is kept. Events of one session keep their order where their times differ.</summary>
    public async Task AppendAsync(EventRecord record, CancellationToken cancel)
    {
        var id = Guid.CreateVersion7(record.Time);
        await store.PutAsync($"{Keys.Events}{id:N}", record, 0, ModelJson.Default.EventRecord, cancel).ConfigureAwait(false);
        if (id.ToByteArray()[^1] % TrimEvery == 0)
        {
            await TrimAsync(Kept, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Events, oldest first.</summary>
    /// <param name="since">Only those from then on; null for all.</param>
    /// <param name="subject">Only those about it or something below it: <c>service/mypg</c> has <c>service/mypg/mypg-0</c> too; null for all.</param>
    public async Task<IReadOnlyList<EventRecord>> ListAsync(DateTimeOffset? since, string? subject, CancellationToken cancel)
    {
        var events = await store.ListAsync(Keys.Events, ModelJson.Default.EventRecord, cancel).ConfigureAwait(false);
        return
        [
            .. events.Select(e => e.Value)
                .Where(e => since is null || e.Time >= since)
                .Where(e => subject is null || IsWithin(e.Subject, subject)),
        ];
    }

    /// <summary>At most the newest <paramref name="kept"/> events are left.</summary>
    internal async Task TrimAsync(int kept, CancellationToken cancel)
    {
        var events = await store.ListAsync(Keys.Events, cancel).ConfigureAwait(false);
        foreach (var old in events.SkipLast(kept))
        {
            await store.ForgetAsync(old.Key, cancel).ConfigureAwait(false);
        }
    }

    private static bool IsWithin(string subject, string asked)
        => subject.StartsWith(asked, StringComparison.OrdinalIgnoreCase) && (subject.Length == asked.Length || subject[asked.Length] == '/');
}
