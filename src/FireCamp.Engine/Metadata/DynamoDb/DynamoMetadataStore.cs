using Amazon.DynamoDBv2.Model;
using FireCamp.Engine.Clients.Aws;

namespace FireCamp.Engine.Metadata.DynamoDb;

/// <summary>Keeps the store in a table of DynamoDB, shared by whoever may use it.</summary>
/// <remarks>
/// Reads are strongly consistent. A call is repeated for 6 s (<c>timeout=</c>); a write whose answer was lost is sent again in a way that
/// tells whether it was done. Where that can't be told, <see cref="StoreUnavailableException"/> says so.
/// </remarks>
public sealed class DynamoMetadataStore : IMetadataStore
{
    private readonly DynamoTable table;
    private readonly DynamoWriter writer;
    private readonly DynamoWatch watch;
    private bool disposed;

    private DynamoMetadataStore(DynamoTable table)
    {
        this.table = table;
        writer = new DynamoWriter(table);
        watch = new DynamoWatch(table);
    }

    /// <summary>Opens a cluster's store.</summary>
    /// <param name="url">See <see cref="DynamoAddressReader"/>.</param>
    /// <param name="create">Makes an empty store, and the table, when there is none; an existing one is opened as it is.</param>
    /// <exception cref="Model.InvalidInputException">The URL is wrong.</exception>
    /// <exception cref="StoreUnavailableException">DynamoDB can't be reached, refuses the caller, or has no such table or cluster.</exception>
    /// <exception cref="StoreDamagedException">The table is something else's.</exception>
    /// <exception cref="StoreTooNewException">A newer FireCamp wrote it.</exception>
    public static Task<DynamoMetadataStore> OpenAsync(string url, string cluster, bool create, TimeProvider time, CancellationToken cancel)
        => OpenAsync(new DynamoTable(DynamoAddressReader.Read(url), cluster, time), create, cancel);

    internal static async Task<DynamoMetadataStore> OpenAsync(DynamoTable table, bool create, CancellationToken cancel)
    {
        var store = new DynamoMetadataStore(table);
        try
        {
            await new DynamoSetup(table).EnsureAsync(create, cancel).ConfigureAwait(false);
            return store;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Nothing of the cluster is left in the table, which stays; success when nothing was.</summary>
    public static async Task DropAsync(string url, string cluster, TimeProvider time, CancellationToken cancel)
    {
        using var table = new DynamoTable(DynamoAddressReader.Read(url), cluster, time);
        await new DynamoSetup(table).DropAsync(cancel).ConfigureAwait(false);
    }

    public async Task<MetadataRecord?> FindAsync(string key, CancellationToken cancel)
    {
        var request = new GetItemRequest { TableName = table.Name, Key = table.Layout.Record(key), ConsistentRead = true };
        var found = await ReadAsync("GetItem", (client, c) => client.GetItemAsync(request, c), table.Begin(cancel)).ConfigureAwait(false);
        return found.Item is { Count: > 0 } item ? Record(item) : null;
    }

    public async Task<IReadOnlyList<MetadataRecord>> ListAsync(string prefix, CancellationToken cancel)
    {
        var records = new List<MetadataRecord>();
        foreach (var range in DynamoLayout.Ranges(prefix))
        {
            await AddAsync(records, range, cancel).ConfigureAwait(false);
        }

        // DynamoDB orders by bytes, which is another order for the few characters beyond the first 65,536; and leases lie apart.
        records.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return records;
    }

    public async Task<long> PutAsync(string key, string value, long expectedRevision, CancellationToken cancel)
    {
        var revision = await writer.PutAsync(key, value, expectedRevision, cancel).ConfigureAwait(false);
        watch.Nudge();
        return revision;
    }

    public async Task DeleteAsync(string key, long expectedRevision, CancellationToken cancel)
    {
        await writer.DeleteAsync(key, expectedRevision, cancel).ConfigureAwait(false);
        watch.Nudge();
    }

    public Task<long> VersionAsync(CancellationToken cancel) => watch.VersionAsync(cancel);

    public Task<long> WaitForChangeAsync(long version, TimeSpan atMost, CancellationToken cancel)
        => watch.WaitAsync(version, atMost, cancel);

    public Task<long> WaitForOtherChangeAsync(long version, TimeSpan atMost, CancellationToken cancel)
        => watch.WaitForOthersAsync(version, atMost, cancel);

    public async ValueTask DisposeAsync()
    {
        if (!disposed)
        {
            disposed = true;
            await watch.DisposeAsync().ConfigureAwait(false);
            table.Dispose();
        }
    }

    private async Task AddAsync(List<MetadataRecord> records, string range, CancellationToken cancel)
    {
        var request = new QueryRequest
        {
            TableName = table.Name,
            ConsistentRead = true,
            KeyConditionExpression = $"{DynamoLayout.ClusterKey} = :cluster AND begins_with({DynamoLayout.SortKey}, :range)",
            ExpressionAttributeValues = new() { [":cluster"] = new(table.Layout.Cluster), [":range"] = new(range) },
        };
        do
        {
            var page = await ReadAsync("Query", (client, c) => client.QueryAsync(request, c), table.Begin(cancel)).ConfigureAwait(false);
            records.AddRange((page.Items ?? []).Select(Record));
            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
    }

    private async Task<T> ReadAsync<T>(
        string operation, Func<Amazon.DynamoDBv2.AmazonDynamoDBClient, CancellationToken, Task<T>> send, DynamoCall call)
    {
        try
        {
            return await call.SendAsync(operation, null, send).ConfigureAwait(false);
        }
        catch (AwsException e)
        {
            throw new StoreUnavailableException($"{table.Address}", e.Message, e);
        }
    }

    private MetadataRecord Record(Dictionary<string, AttributeValue> item)
    {
        try
        {
            return DynamoLayout.Read(item);
        }
        catch (Exception e) when (e is InvalidDataException or KeyNotFoundException or FormatException)
        {
            throw new StoreDamagedException($"{table.Address}", $"item '{item[DynamoLayout.SortKey].S}' can't be read: {e.Message}", e);
        }
    }
}
