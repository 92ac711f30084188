using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Metadata.DynamoDb;

/// <summary>Writes by compare-and-set, each in one request that may be sent again without harm.</summary>
/// <remarks>
/// <para>A record and a counter are written in one transaction, whose token makes a repeat answer as the first time. A lease, which is
/// renewed every second, is its own counter and is written alone, at half of a transaction's price; its mark tells a repeat.</para>
/// <para>A new record's revision begins with the time and chance, and then goes up by one: so none comes back after a deletion. Whose
/// clock is wrong does no harm, since revisions of one record are only compared while it lives.</para>
/// </remarks>
internal sealed class DynamoWriter(DynamoTable table)
{
    /// <summary>DynamoDB takes items up to 400 KB, with their names; packed they are cheaper, too.</summary>
    private const int LongestPlain = 8 * 1024;

    private const int LongestStored = 390 * 1024;
    private const int ChanceBits = 12;
    private const string AtExpected = $"{DynamoLayout.Revision} = :expected";
    private const string Absent = $"attribute_not_exists({DynamoLayout.SortKey})";

    private static readonly DateTimeOffset Origin = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private int counter = Random.Shared.Next(DynamoLayout.Counters);

    public async Task<long> PutAsync(string key, string value, long expected, CancellationToken cancel)
    {
        var revision = expected == 0 ? NewRevision() : unchecked(expected + 1);
        var item = table.Layout.Record(key);
        item[DynamoLayout.Value] = Stored(key, value);
        item[DynamoLayout.Revision] = DynamoLayout.Number(revision);
        if (expected != 0 && DynamoLayout.IsLease(key))
        {
            await RenewAsync(key, item, expected, cancel).ConfigureAwait(false);
        }
        else
        {
            var put = new Put
            {
                Item = item, TableName = table.Name, ConditionExpression = expected == 0 ? Absent : AtExpected,
                ExpressionAttributeValues = Expected(expected),
            };
            await TransactAsync(key, $"write record '{key}'", new TransactWriteItem { Put = put }, expected, rise: 1, cancel).ConfigureAwait(false);
        }

        return revision;
    }

    public Task DeleteAsync(string key, long expected, CancellationToken cancel)
    {
        if (expected == 0)
        {
            throw new RevisionConflictException(key, expected);
        }

        var delete = new Delete
        {
            Key = table.Layout.Record(key), TableName = table.Name, ConditionExpression = AtExpected, ExpressionAttributeValues = Expected(expected),
        };
        // Leases are counters: what their sum loses is added to another one.
        var rise = DynamoLayout.IsLease(key) && expected is > 0 and < long.MaxValue ? expected + 1 : 1;
        return TransactAsync(key, $"delete record '{key}'", new TransactWriteItem { Delete = delete }, expected, rise, cancel);
    }

    private async Task TransactAsync(string key, string writes, TransactWriteItem change, long expected, long rise, CancellationToken cancel)
    {
        for (var call = table.Begin(cancel); ;)
        {
            var request = new TransactWriteItemsRequest
            {
                ClientRequestToken = $"{Guid.NewGuid():N}", TransactItems = [change, new TransactWriteItem { Update = Raise(rise) }],
            };
            try
            {
                await call.SendAsync("TransactWriteItems", writes, (client, c) => client.TransactWriteItemsAsync(request, c)).ConfigureAwait(false);
                return;
            }
            catch (AwsException e) when (DynamoRefusals.FailedCondition(e) is not null)
            {
                throw new RevisionConflictException(key, expected);
            }
            catch (AwsException e) when (DynamoRefusals.IsConflict(e))
            {
                counter = Random.Shared.Next(DynamoLayout.Counters);
                await call.PauseAsync("other writes are in the way").ConfigureAwait(false);
            }
            catch (AwsException e)
            {
                throw new StoreUnavailableException($"{table.Address}", e.Message, e);
            }
        }
    }

    private async Task RenewAsync(string key, Dictionary<string, AttributeValue> item, long expected, CancellationToken cancel)
    {
        var (writes, mark, call) = ($"write record '{key}'", $"{Guid.NewGuid():N}", table.Begin(cancel));
        item[DynamoLayout.Mark] = new AttributeValue(mark);
        var request = new PutItemRequest
        {
            TableName = table.Name,
            Item = item,
            ConditionExpression = AtExpected,
            ExpressionAttributeValues = Expected(expected),
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
        try
        {
            await call.SendAsync("PutItem", writes, (client, c) => client.PutItemAsync(request, c)).ConfigureAwait(false);
        }
        catch (AwsException e) when (e.InnerException is ConditionalCheckFailedException { Item: var found })
        {
            if (!call.MayHaveDone)
            {
                throw new RevisionConflictException(key, expected);
            }

            switch (found is { Count: > 0 } ? DynamoLayout.RevisionOf(found) - expected : 2)
            {
                case 1 when found!.GetValueOrDefault(DynamoLayout.Mark)?.S == mark:
                    return;
                case <= 1:
                    throw new RevisionConflictException(key, expected);
                default:
                    throw call.Unknown(writes);
            }
        }
        catch (AwsException e)
        {
            throw new StoreUnavailableException($"{table.Address}", e.Message, e);
        }
    }

    private Update Raise(long by) => new()
    {
        TableName = table.Name,
        Key = table.Layout.CounterAt(counter),
        UpdateExpression = $"ADD {DynamoLayout.Revision} :rise",
        ExpressionAttributeValues = new() { [":rise"] = DynamoLayout.Number(by) },
    };

    private AttributeValue Stored(string key, string value)
    {
        var stored = PackedText.Write(value, LongestPlain);
        if (stored.Length > LongestStored)
        {
            throw new StoreUnavailableException($"{table.Address}",
                $"record '{key}' is larger than DynamoDB takes: {stored.Length / 1024} KB packed, {LongestStored / 1024} KB at most.");
        }

        return PackedText.IsPacked(stored) ? new AttributeValue { B = new MemoryStream(stored) } : new AttributeValue(value);
    }

    private static Dictionary<string, AttributeValue>? Expected(long expected)
        => expected == 0 ? null : new() { [":expected"] = DynamoLayout.Number(expected) };

    private long NewRevision()
        => ((long)(table.Time.GetUtcNow() - Origin).TotalMilliseconds << ChanceBits) + Random.Shared.Next(1, 1 << ChanceBits);
}
