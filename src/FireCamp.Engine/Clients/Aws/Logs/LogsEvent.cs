namespace FireCamp.Engine.Clients.Aws.Logs;

/// <summary>A line.</summary>
/// <param name="Timestamp">In milliseconds since 1970.</param>
/// <param name="EventId">Told by searches alone.</param>
internal sealed record LogsEvent(long Timestamp, string Message, string? LogStreamName = null, string? EventId = null);
