using System.Net.Http.Headers;

namespace FireCamp.Engine.Clients.Aws;

/// <summary>Which call a request is, told from the request itself, so that it is the same for the SDK's clients and for FireCamp's.</summary>
/// <param name="Service">What it is signed for, such as <c>ec2</c>.</param>
internal sealed record AwsCallName(string Service, string Operation)
{
    /// <summary>REST requests don't name their operation: whoever sends one says it here.</summary>
    public static AsyncLocal<string?> Rest { get; } = new();

    /// <summary>What AWS throttles together: Route 53 all calls of an account, most services reading apart from writing.</summary>
    public string Family => Service == "route53" ? Service : $"{Service}:{(IsRead ? "read" : "write")}";

    private bool IsRead => Operation.StartsWith("Describe", StringComparison.Ordinal)
        || Operation.StartsWith("List", StringComparison.Ordinal)
        || Operation.StartsWith("Get", StringComparison.Ordinal)
        || Operation is "Query" or "Scan" or "BatchGetItem" or "FilterLogEvents";

    public override string ToString() => $"{Service}:{Operation}";

    public static async Task<AwsCallName> OfAsync(HttpRequestMessage request, CancellationToken cancel)
        => new(ServiceOf(request.Headers), await OperationOfAsync(request, cancel).ConfigureAwait(false));

    // AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/ec2/aws4_request, ….
    private static string ServiceOf(HttpRequestHeaders headers)
        => headers.TryGetValues("Authorization", out var values) && values.First().Split('/') is [_, _, _, var service, ..] ? service : "aws";

    private static async Task<string> OperationOfAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        if (request.Headers.TryGetValues("X-Amz-Target", out var targets))
        {
            return targets.First().Split('.')[^1];
        }

        if (request.Content?.Headers.ContentType?.MediaType == "application/x-www-form-urlencoded")
        {
            var body = await request.Content.ReadAsStringAsync(cancel).ConfigureAwait(false);
            return body.Split('&').FirstOrDefault(p => p.StartsWith("Action=", StringComparison.Ordinal))?["Action=".Length..] ?? "Post";
        }

        return Rest.Value ?? $"{request.Method}";
    }
}
