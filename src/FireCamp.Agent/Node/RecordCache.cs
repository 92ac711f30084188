using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FireCamp.Engine.Metadata;

namespace FireCamp.Agent.Node;

/// <summary>Lists records of one kind and reads only those anew whose revision changed: most looks find most of them unchanged.</summary>
internal sealed class RecordCache<T>(IMetadataStore store, string prefix, JsonTypeInfo<T> type, AgentLog log)
    where T : class
{
    private Dictionary<string, (long Revision, T? Value)> known = [];

    /// <summary>What is stored now. A record that can't be read is left out, and the log says so once.</summary>
    public async Task<IReadOnlyList<T>> ListAsync(CancellationToken cancel)
    {
        var records = await store.ListAsync(prefix, cancel).ConfigureAwait(false);
        var next = new Dictionary<string, (long Revision, T? Value)>(records.Count);
        foreach (var record in records)
        {
            next[record.Key] = known.TryGetValue(record.Key, out var before) && before.Revision == record.Revision
                ? before
                : (record.Revision, Read(record));
        }

        known = next;
        return [.. next.Values.Select(v => v.Value).OfType<T>()];
    }

    private T? Read(MetadataRecord record)
    {
        try
        {
            return JsonSerializer.Deserialize(record.Value, type);
        }
        catch (JsonException e)
        {
            log.Write($"Record '{record.Key}' can't be read and is passed over: {e.Message}");
            return null;
        }
    }
}
