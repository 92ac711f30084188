using FireCamp.Engine.Model;

namespace FireCamp.Engine.Metadata;

/// <summary>A store that lives as long as this object: for tests and trials within one process.</summary>
public sealed class InMemoryMetadataStore(TimeProvider time) : IMetadataStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, MetadataRecord> records = new(StringComparer.Ordinal);
    private readonly ChangeSignal changes = new(time);

    // No new record starts below a deleted one's revision, so a revision never comes back.
    private long deletedRevision;

    public Task<MetadataRecord?> FindAsync(string key, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult(records.GetValueOrDefault(key));
        }
    }

    public Task<IReadOnlyList<MetadataRecord>> ListAsync(string prefix, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<MetadataRecord>>(
                [.. records.Values.Where(r => r.Key.StartsWith(prefix, StringComparison.Ordinal))]);
        }
    }

    public Task<long> PutAsync(string key, string value, long expectedRevision, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        long revision;
        lock (gate)
        {
            var current = records.GetValueOrDefault(key)?.Revision ?? 0;
            if (current != expectedRevision)
            {
                return Task.FromException<long>(new RevisionConflictException(key, expectedRevision));
            }

            revision = (current == 0 ? deletedRevision : current) + 1;
            records[key] = new MetadataRecord(key, value, revision);
        }

        changes.Raise();
        return Task.FromResult(revision);
    }

    public Task DeleteAsync(string key, long expectedRevision, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (records.GetValueOrDefault(key) is not { } record || record.Revision != expectedRevision)
            {
                return Task.FromException(new RevisionConflictException(key, expectedRevision));
            }

            records.Remove(key);
            deletedRevision = Math.Max(deletedRevision, record.Revision);
        }

        changes.Raise();
        return Task.CompletedTask;
    }

    public Task<long> VersionAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(changes.Version);
    }

    public Task<long> WaitForChangeAsync(long version, TimeSpan atMost, CancellationToken cancel)
        => changes.WaitAsync(version, atMost, cancel);

    public Task<long> WaitForOtherChangeAsync(long version, TimeSpan atMost, CancellationToken cancel)
        => WaitForChangeAsync(version, atMost, cancel);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
