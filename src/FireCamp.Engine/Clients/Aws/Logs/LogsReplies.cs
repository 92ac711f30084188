using System.Text.Json.Serialization;

namespace FireCamp.Engine.Clients.Aws.Logs;

/// <summary>What CloudWatch Logs answers, with the names of its API.</summary>
internal static class LogsReplies
{
    internal sealed record Nothing;

    internal sealed record Put(RejectedEvents? RejectedLogEventsInfo);

    internal sealed record RejectedEvents(int? TooNewLogEventStartIndex, int? TooOldLogEventEndIndex, int? ExpiredLogEventEndIndex);

    internal sealed record Streams(IReadOnlyList<LogsStream>? LogStreams, string? NextToken);

    internal sealed record Filtered([property: JsonPropertyName("events")] IReadOnlyList<LogsEvent>? Found, string? NextToken);

    internal sealed record Got(
        [property: JsonPropertyName("events")] IReadOnlyList<LogsEvent>? Found, string? NextForwardToken, string? NextBackwardToken);
}
