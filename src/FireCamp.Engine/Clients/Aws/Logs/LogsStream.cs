namespace FireCamp.Engine.Clients.Aws.Logs;

/// <param name="LastEventTimestamp">In milliseconds since 1970; may be an hour behind. Null for an empty one.</param>
internal sealed record LogsStream(string LogStreamName, long? LastEventTimestamp = null);
