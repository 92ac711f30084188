using FireCamp.Engine.Clients.Aws.Wire;

namespace FireCamp.Engine.Clients.Aws.Logs;

/// <summary>CloudWatch Logs' API, as far as FireCamp needs it.</summary>
internal sealed class LogsClient(AwsWire wire) : IDisposable
{
    private static LogsJson Json => LogsJson.Default;

    /// <summary>The group exists and keeps lines for so long; a repeat is success.</summary>
    /// <param name="days">One of those that CloudWatch knows: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365 ….</param>
    public async Task EnsureGroupAsync(string group, int days, string? kmsKey, IReadOnlyDictionary<string, string> tags, CancellationToken cancel)
    {
        var request = new LogsRequests.Group(group) { KmsKeyId = kmsKey, Tags = tags.Count > 0 ? tags : null };
        await CreateAsync(() => wire.JsonAsync("CreateLogGroup", request, Json.Group, Json.Nothing, cancel)).ConfigureAwait(false);
        await wire.JsonAsync("PutRetentionPolicy", new LogsRequests.Retention(group, days), Json.Retention, Json.Nothing, cancel)
            .ConfigureAwait(false);
    }

    /// <summary>The group and all its lines are gone; an absent one is success.</summary>
    public async Task DeleteGroupAsync(string group, CancellationToken cancel)
    {
        try
        {
            await wire.JsonAsync("DeleteLogGroup", new LogsRequests.Group(group), Json.Group, Json.Nothing, cancel).ConfigureAwait(false);
        }
        catch (AwsException e) when (e.Is("ResourceNotFoundException"))
        {
        }
    }

    public Task EnsureStreamAsync(string group, string stream, CancellationToken cancel)
        => CreateAsync(() => wire.JsonAsync("CreateLogStream", new LogsRequests.Stream(group, stream), Json.Stream, Json.Nothing, cancel));

    /// <summary>Appends lines in the order of their times: at most 10,000, of a MiB in all (26 bytes a line count too) and within a day.</summary>
    /// <returns>What was refused for its time; null when nothing was.</returns>
    public async Task<LogsReplies.RejectedEvents?> PutAsync(string group, string stream, IReadOnlyList<LogsEvent> events, CancellationToken cancel)
        => (await wire.JsonAsync("PutLogEvents", new LogsRequests.Put(group, stream, events), Json.PutRequest, Json.PutReply, cancel)
            .ConfigureAwait(false)).RejectedLogEventsInfo;

    /// <summary>The streams whose name starts with the prefix, by name; none where there is no such group.</summary>
    public async Task<IReadOnlyList<LogsStream>> ListStreamsAsync(string group, string prefix, CancellationToken cancel)
    {
        try
        {
            return await AwsPages.AllAsync<LogsStream>(async token =>
            {
                var request = new LogsRequests.Streams(group, prefix, token);
                var reply = await wire.JsonAsync("DescribeLogStreams", request, Json.StreamsRequest, Json.StreamsReply, cancel).ConfigureAwait(false);
                return (reply.LogStreams ?? [], reply.NextToken);
            }).ConfigureAwait(false);
        }
        catch (AwsException e) when (e.Is("ResourceNotFoundException"))
        {
            return [];
        }
    }

    /// <summary>One page of lines of several streams, merged by time. It may be empty while there is a next one.</summary>
    public Task<LogsReplies.Filtered> FilterAsync(LogsRequests.Filter request, CancellationToken cancel)
        => wire.JsonAsync("FilterLogEvents", request, Json.Filter, Json.Filtered, cancel);

    /// <summary>One page of lines of a stream. The last page's token is the one that it was asked for with.</summary>
    public Task<LogsReplies.Got> GetAsync(LogsRequests.Get request, CancellationToken cancel)
        => wire.JsonAsync("GetLogEvents", request, Json.Get, Json.Got, cancel);

    public void Dispose() => wire.Dispose();

    private static async Task CreateAsync(Func<Task> create)
    {
        try
        {
            await create().ConfigureAwait(false);
        }
        catch (AwsException e) when (e.Is("ResourceAlreadyExistsException"))
        {
        }
    }
}
