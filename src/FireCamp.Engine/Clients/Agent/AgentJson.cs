using System.Text.Json.Serialization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Clients.Agent;

/// <summary>How requests and answers between engine and agent are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AgentHealth))]
[JsonSerializable(typeof(AgentExecRequest))]
[JsonSerializable(typeof(AgentExecEvent))]
[JsonSerializable(typeof(AgentError))]
[JsonSerializable(typeof(PledgeRequest))]
[JsonSerializable(typeof(PledgeResponse))]
[JsonSerializable(typeof(AgentStorage))]
[JsonSerializable(typeof(AgentFiles))]
[JsonSerializable(typeof(IReadOnlyList<AgentImage>))]
[JsonSerializable(typeof(LogLine))]
public sealed partial class AgentJson : JsonSerializerContext;
