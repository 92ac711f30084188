using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FireCamp.Engine.Clients.Aws;

namespace FireCamp.Testing.Aws;

/// <summary>A request on its way, read.</summary>
public sealed class AwsRequest
{
    private AwsRequest(AwsCallName name, HttpRequestMessage message, byte[] body)
    {
        (Name, Body) = (name, body);
        var isForm = message.Content?.Headers.ContentType?.MediaType == "application/x-www-form-urlencoded";
        Form = isForm
            ? Text.Split('&').Select(p => p.Split('=', 2)).ToDictionary(p => WebUtility.UrlDecode(p[0]), p => WebUtility.UrlDecode(p[^1]))
            : [];
        Headers = message.Headers.Concat(message.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        Url = message.RequestUri!;
        Method = message.Method.Method;
    }

    internal AwsCallName Name { get; }

    /// <summary>Such as <c>ec2:AttachVolume</c>.</summary>
    public string Call => Name.ToString();

    public byte[] Body { get; }

    public string Method { get; }

    public Uri Url { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The parameters of a Query call; empty for others.</summary>
    public Dictionary<string, string> Form { get; }

    public string Text => Encoding.UTF8.GetString(Body);

    public string? this[string parameter] => Form.GetValueOrDefault(parameter);

    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The values of a list in a Query call, as <c>VolumeId.1</c>, <c>VolumeId.2</c>.</summary>
    public IReadOnlyList<string> List(string name)
        => [
            .. Form.Where(p => p.Key.StartsWith($"{name}.", StringComparison.Ordinal)).OrderBy(p => p.Key, StringComparer.Ordinal)
                .Select(p => p.Value),
        ];

    /// <summary>The same request once more, which nobody else disposes.</summary>
    internal HttpRequestMessage Again()
    {
        var again = new HttpRequestMessage(new HttpMethod(Method), Url);
        if (Body.Length > 0 || Headers.ContainsKey("Content-Type"))
        {
            again.Content = new ByteArrayContent(Body);
        }

        foreach (var (name, value) in Headers)
        {
            if (!again.Headers.TryAddWithoutValidation(name, value))
            {
                again.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return again;
    }

    internal static async Task<AwsRequest> ReadAsync(HttpRequestMessage message, CancellationToken cancel)
        => new(
            await AwsCallName.OfAsync(message, cancel),
            message,
            message.Content is null ? [] : await message.Content.ReadAsByteArrayAsync(cancel));
}
