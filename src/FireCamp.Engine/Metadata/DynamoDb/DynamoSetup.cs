using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using FireCamp.Engine.Clients.Aws;

namespace FireCamp.Engine.Metadata.DynamoDb;

/// <summary>Makes a store, and the table where there is none; recognizes one; deletes one.</summary>
internal sealed class DynamoSetup(DynamoTable table)
{
    private const int Version = 1;

    /// <summary>As many as one call deletes.</summary>
    private const int MostDeleted = 25;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan TableWithin = TimeSpan.FromMinutes(2);

    public async Task EnsureAsync(bool create, CancellationToken cancel)
    {
        if (await FindAsync(cancel).ConfigureAwait(false) is { } mark)
        {
            var version = DynamoLayout.RevisionOf(mark);
            if (version > Version)
            {
                throw new StoreTooNewException($"{table.Address}", version, Version);
            }
        }
        else if (!create)
        {
            throw new StoreUnavailableException($"{table.Address}", $"there is no cluster {table.Layout.Cluster} in it.");
        }
        else
        {
            await CreateTableAsync(cancel).ConfigureAwait(false);
            await CreateStoreAsync(cancel).ConfigureAwait(false);
        }
    }

    public async Task DropAsync(CancellationToken cancel)
    {
        var request = new QueryRequest
        {
            TableName = table.Name,
            ConsistentRead = true,
            Limit = MostDeleted,
            KeyConditionExpression = $"{DynamoLayout.ClusterKey} = :cluster",
            ProjectionExpression = $"{DynamoLayout.ClusterKey}, {DynamoLayout.SortKey}",
            ExpressionAttributeValues = new() { [":cluster"] = new(table.Layout.Cluster) },
        };
        try
        {
            while ((await table.Begin(cancel).SendAsync("Query", null, (c, t) => c.QueryAsync(request, t)).ConfigureAwait(false)).Items
                is { Count: > 0 } found)
            {
                List<WriteRequest> deletions = [.. found.Select(i => new WriteRequest(new DeleteRequest(i)))];
                var batch = new Dictionary<string, List<WriteRequest>> { [table.Name] = deletions };
                await table.Begin(cancel).SendAsync("BatchWriteItem", "delete the cluster's records", (c, t) => c.BatchWriteItemAsync(batch, t))
                    .ConfigureAwait(false);
            }
        }
        catch (AwsException e) when (e.InnerException is ResourceNotFoundException)
        {
        }
        catch (AwsException e)
        {
            throw new StoreUnavailableException($"{table.Address}", e.Message, e);
        }
    }

    private async Task<Dictionary<string, AttributeValue>?> FindAsync(CancellationToken cancel)
    {
        var request = new GetItemRequest { TableName = table.Name, Key = table.Layout.Store, ConsistentRead = true };
        try
        {
            var found = await table.Begin(cancel).SendAsync("GetItem", null, (client, c) => client.GetItemAsync(request, c)).ConfigureAwait(false);
            return found.Item is { Count: > 0 } item ? item : null;
        }
        catch (AwsException e) when (e.InnerException is ResourceNotFoundException)
        {
            return null;
        }
        catch (AwsException e) when (e.Is("ValidationException"))
        {
            throw new StoreDamagedException($"{table.Address}", $"the table is something else's: {e.Message}", e);
        }
    }

    // A stack that makes the table makes it the same; this is for those who have none.
    private async Task CreateTableAsync(CancellationToken cancel)
    {
        var request = new CreateTableRequest
        {
            TableName = table.Name,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            DeletionProtectionEnabled = true,
            AttributeDefinitions = [new(DynamoLayout.ClusterKey, ScalarAttributeType.S), new(DynamoLayout.SortKey, ScalarAttributeType.S)],
            KeySchema = [new(DynamoLayout.ClusterKey, KeyType.HASH), new(DynamoLayout.SortKey, KeyType.RANGE)],
            Tags = [new Tag { Key = "firecamp:cluster", Value = table.Layout.Cluster }],
        };
        try
        {
            await table.Begin(cancel).SendAsync("CreateTable", "make the table", (client, c) => client.CreateTableAsync(request, c))
                .ConfigureAwait(false);
            await ActiveAsync(cancel).ConfigureAwait(false);
            await KeepBackupsAsync(cancel).ConfigureAwait(false);
        }
        catch (AwsException e) when (e.InnerException is ResourceInUseException)
        {
            await ActiveAsync(cancel).ConfigureAwait(false);
        }
        catch (AwsException e)
        {
            throw new StoreUnavailableException($"{table.Address}", e.Message, e);
        }
    }

    private async Task ActiveAsync(CancellationToken cancel)
    {
        var started = table.Time.GetTimestamp();
        while (true)
        {
            var seen = await table.Begin(cancel).SendAsync("DescribeTable", null, (client, c) => client.DescribeTableAsync(table.Name, c))
                .ConfigureAwait(false);
            if (seen.Table.TableStatus == TableStatus.ACTIVE)
            {
                return;
            }

            if (table.Time.GetElapsedTime(started) > TableWithin)
            {
                throw new StoreUnavailableException(
                    $"{table.Address}", $"its table is still {seen.Table.TableStatus} after {TableWithin.TotalMinutes} min.");
            }

            await Task.Delay(LookEvery, table.Time, cancel).ConfigureAwait(false);
        }
    }

    private Task KeepBackupsAsync(CancellationToken cancel)
    {
        var request = new UpdateContinuousBackupsRequest
        {
            TableName = table.Name, PointInTimeRecoverySpecification = new() { PointInTimeRecoveryEnabled = true },
        };
        return table.Begin(cancel).SendAsync(
            "UpdateContinuousBackups", "have the table backed up", (client, c) => client.UpdateContinuousBackupsAsync(request, c));
    }

    // Of two that make it at once both are right.
    private async Task CreateStoreAsync(CancellationToken cancel)
    {
        var mark = table.Layout.Store;
        mark[DynamoLayout.Revision] = DynamoLayout.Number(Version);
        try
        {
            await table.Begin(cancel).SendAsync("PutItem", "make the store", (client, c) => client.PutItemAsync(table.Name, mark, c))
                .ConfigureAwait(false);
        }
        catch (AwsException e)
        {
            throw new StoreUnavailableException($"{table.Address}", e.Message, e);
        }
    }
}
