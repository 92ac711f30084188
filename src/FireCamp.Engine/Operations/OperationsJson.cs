using System.Text.Json.Serialization;

namespace FireCamp.Engine.Operations;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OperationRecord))]
[JsonSerializable(typeof(QueuedOperation))]
[JsonSerializable(typeof(UnfinishedMark))]
[JsonSerializable(typeof(Handover))]
[JsonSerializable(typeof(BackupTurn))]
internal sealed partial class OperationsJson : JsonSerializerContext;
