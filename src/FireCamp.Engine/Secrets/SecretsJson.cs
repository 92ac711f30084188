using System.Text.Json.Serialization;

namespace FireCamp.Engine.Secrets;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AuthorityRecord))]
[JsonSerializable(typeof(KmsDataKey))]
internal sealed partial class SecretsJson : JsonSerializerContext;
