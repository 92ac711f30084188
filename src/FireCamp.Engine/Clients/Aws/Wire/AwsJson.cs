using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FireCamp.Engine.Clients.Aws.Wire;

/// <summary>Calls of services that speak JSON 1.1.</summary>
internal static class AwsJson
{
    public static async Task<TReply> JsonAsync<TRequest, TReply>(
        this AwsWire wire,
        string operation,
        TRequest input,
        JsonTypeInfo<TRequest> write,
        JsonTypeInfo<TReply> read,
        CancellationToken cancel)
    {
        var body = await wire.SendAsync(
            operation,
            request =>
            {
                request.Headers["X-Amz-Target"] = $"{wire.Service.Target}.{operation}";
                request.Headers["Content-Type"] = "application/x-amz-json-1.1";
                request.Content = JsonSerializer.SerializeToUtf8Bytes(input, write);
            },
            cancel).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(body.Length > 0 ? body : "{}"u8, read)!;
        }
        catch (JsonException e)
        {
            throw AwsFailures.Unreadable(e);
        }
    }
}
