namespace FireCamp.Engine.Clients.Aws.Logs;

/// <summary>What CloudWatch Logs is asked, with the names of its API. Null is left out.</summary>
internal static class LogsRequests
{
    internal sealed record Group(string LogGroupName)
    {
        public string? KmsKeyId { get; init; }

        public IReadOnlyDictionary<string, string>? Tags { get; init; }
    }

    internal sealed record Retention(string LogGroupName, int RetentionInDays);

    internal sealed record Stream(string LogGroupName, string LogStreamName);

    internal sealed record Put(string LogGroupName, string LogStreamName, IReadOnlyList<LogsEvent> LogEvents);

    internal sealed record Streams(string LogGroupName, string? LogStreamNamePrefix, string? NextToken);

    internal sealed record Filter(string LogGroupName)
    {
        public IReadOnlyList<string>? LogStreamNames { get; init; }

        public string? LogStreamNamePrefix { get; init; }

        /// <summary>In milliseconds since 1970; those from then on.</summary>
        public long? StartTime { get; init; }

        public int? Limit { get; init; }

        public string? NextToken { get; init; }
    }

    internal sealed record Get(string LogGroupName, string LogStreamName)
    {
        public long? StartTime { get; init; }

        public bool StartFromHead { get; init; }

        public int? Limit { get; init; }

        public string? NextToken { get; init; }
    }
}
