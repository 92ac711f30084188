using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Metadata;

/// <summary>Typed reading and writing over any <see cref="IMetadataStore"/>.</summary>
public static class MetadataStoreExtensions
{
    public static async Task<Versioned<T>?> FindAsync<T>(
        this IMetadataStore store, string key, JsonTypeInfo<T> type, CancellationToken cancel)
        => await store.FindAsync(key, cancel).ConfigureAwait(false) is { } record ? Read(record, type) : null;

    public static async Task<IReadOnlyList<Versioned<T>>> ListAsync<T>(
        this IMetadataStore store, string prefix, JsonTypeInfo<T> type, CancellationToken cancel)
        => [.. (await store.ListAsync(prefix, cancel).ConfigureAwait(false)).Select(r => Read(r, type))];

    public static Task<long> PutAsync<T>(
        this IMetadataStore store, string key, T value, long expectedRevision, JsonTypeInfo<T> type, CancellationToken cancel)
        => store.PutAsync(key, JsonSerializer.Serialize(value, type), expectedRevision, cancel);

    /// <summary>The record is what <paramref name="change"/> makes of it; repeated until nobody else wrote in between.</summary>
    /// <param name="change">Gets the present value, or null when there is none; null leaves things as they are. Runs
    /// again on a conflict.</param>
    /// <returns>What is stored now; null when there is no record.</returns>
    public static async Task<T?> UpdateAsync<T>(
        this IMetadataStore store, string key, Func<T?, T?> change, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        while (true)
        {
            var current = await store.FindAsync(key, type, cancel).ConfigureAwait(false);
            var next = change(current?.Value);
            if (next is null || next.Equals(current?.Value))
            {
                return current?.Value;
            }

            try
            {
                await store.PutAsync(key, next, current?.Revision ?? 0, type, cancel).ConfigureAwait(false);
                return next;
            }
            catch (RevisionConflictException)
            {
                cancel.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>The record is gone, whatever its revision; an absent one is success.</summary>
    public static async Task ForgetAsync(this IMetadataStore store, string key, CancellationToken cancel)
    {
        while (await store.FindAsync(key, cancel).ConfigureAwait(false) is { } record)
        {
            try
            {
                await store.DeleteAsync(key, record.Revision, cancel).ConfigureAwait(false);
                return;
            }
            catch (RevisionConflictException)
            {
                cancel.ThrowIfCancellationRequested();
            }
        }
    }

    private static Versioned<T> Read<T>(MetadataRecord record, JsonTypeInfo<T> type)
    {
        try
        {
            return new Versioned<T>(record.Key, JsonSerializer.Deserialize(record.Value, type)!, record.Revision);
        }
        catch (JsonException e)
        {
            throw new StoreDamagedException("record", $"'{record.Key}' can't be read: {e.Message}", e);
        }
    }
}
