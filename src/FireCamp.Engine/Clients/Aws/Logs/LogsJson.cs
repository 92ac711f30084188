using System.Text.Json.Serialization;

namespace FireCamp.Engine.Clients.Aws.Logs;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LogsRequests.Group))]
[JsonSerializable(typeof(LogsRequests.Retention))]
[JsonSerializable(typeof(LogsRequests.Stream))]
[JsonSerializable(typeof(LogsRequests.Put), TypeInfoPropertyName = "PutRequest")]
[JsonSerializable(typeof(LogsRequests.Streams), TypeInfoPropertyName = "StreamsRequest")]
[JsonSerializable(typeof(LogsRequests.Filter))]
[JsonSerializable(typeof(LogsRequests.Get))]
[JsonSerializable(typeof(LogsReplies.Nothing))]
[JsonSerializable(typeof(LogsReplies.Put), TypeInfoPropertyName = "PutReply")]
[JsonSerializable(typeof(LogsReplies.Streams), TypeInfoPropertyName = "StreamsReply")]
[JsonSerializable(typeof(LogsReplies.Filtered))]
[JsonSerializable(typeof(LogsReplies.Got))]
internal sealed partial class LogsJson : JsonSerializerContext;
