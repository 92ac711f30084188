using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime.Internal.Transform;

namespace FireCamp.Engine.Clients.Aws.Wire;

/// <summary>What an error reply says, in whichever form it comes.</summary>
/// <remarks>
/// Told by its content, not by the service's protocol: what stands before a service (a load balancer, an emulator) has its own form.
/// </remarks>
internal sealed record AwsWireError(string Code, string Message, string? RequestId)
{
    private static readonly string[] RequestIdHeaders = ["x-amzn-RequestId", "x-amz-request-id", "x-amz-id-2"];

    public static AwsWireError Read(byte[] body, IWebResponseData? response)
    {
        var requestId = RequestIdOf(response);
        var header = response?.GetHeaderValue("x-amzn-ErrorType") is { Length: > 0 } type ? Plain(type) : null;
        try
        {
            return body.AsSpan().TrimStart(" \r\n\t"u8) switch
            {
                [(byte)'<', ..] => OfXml(XDocument.Load(new MemoryStream(body)).Root!, requestId),
                [(byte)'{', ..] => OfJson(body, header, requestId),
                _ => new(header ?? "", "it says nothing more", requestId),
            };
        }
        catch (Exception e) when (e is XmlException or JsonException)
        {
            return new(header ?? "", "what it says can't be read", requestId);
        }
    }

    public static string? RequestIdOf(IWebResponseData? response)
        => response is null ? null : RequestIdHeaders.Select(response.GetHeaderValue).FirstOrDefault(v => !string.IsNullOrEmpty(v));

    private static AwsWireError OfJson(byte[] body, string? header, string? requestId)
    {
        using var json = JsonDocument.Parse(body);
        var fields = json.RootElement.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String)
            .ToLookup(p => p.Name, p => p.Value.GetString()!, StringComparer.OrdinalIgnoreCase);
        var code = header ?? fields["__type"].Concat(fields["code"]).Select(Plain).FirstOrDefault("");
        return new(code, fields["message"].FirstOrDefault("it says nothing more"), requestId);
    }

    // Route 53's InvalidChangeBatch has messages and no code.
    private static AwsWireError OfXml(XElement root, string? requestId)
    {
        var error = root.DescendantsAndSelf().FirstOrDefault(e => e.Name.LocalName == "Error") ?? root;
        var code = ValueOf(error, "Code") ?? (root.Name.LocalName is "ErrorResponse" or "html" ? "" : root.Name.LocalName);
        var messages = root.Descendants().Where(e => e.Name.LocalName == "Message").Select(e => e.Value.Trim()).ToList();
        return new(code, messages.Count > 0 ? string.Join(" ", messages) : "it says nothing more", requestId ?? ValueOf(root, "RequestId"));
    }

    private static string? ValueOf(XElement within, string name)
        => within.Descendants().FirstOrDefault(e => e.Name.LocalName == name)?.Value.Trim();

    // "com.amazonaws.ecs#ClusterNotFoundException:http://…".
    private static string Plain(string type) => type.Split(':')[0].Split('#')[^1];
}
