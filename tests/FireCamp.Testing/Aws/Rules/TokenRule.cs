using System.Collections.Concurrent;

namespace FireCamp.Testing.Aws.Rules;

/// <summary>A call with a token that was used before is answered as the first one, or refused when it is another call.</summary>
/// <remarks>Our reading of AWS: EC2's "Ensuring idempotency" and DynamoDB's TransactWriteItems. The emulator ignores the tokens.</remarks>
internal sealed class TokenRule : IAwsRule
{
    private readonly ConcurrentDictionary<string, Lazy<TaskCompletionSource<byte[]?>>> first = new();
    private readonly ConcurrentDictionary<string, string> bodies = new();

    public async Task<HttpResponseMessage?> AnswerAsync(AwsRequest request, AwsBackdoor backdoor)
    {
        if (TokenOf(request) is not { } token)
        {
            return null;
        }

        if (bodies.TryAdd(token, Normal(request)))
        {
            first[token] = new(() => new TaskCompletionSource<byte[]?>(TaskCreationOptions.RunContinuationsAsynchronously));
            return null;
        }

        if (bodies.TryGetValue(token, out var body) && body != Normal(request))
        {
            var code = request.Name.Service == "ec2" ? "IdempotentParameterMismatch" : "IdempotentParameterMismatchException";
            return AwsAnswers.Refusal(request, code, "The token was used for another call");
        }

        var answer = first.TryGetValue(token, out var earlier) ? await earlier.Value.Task : null;
        return answer is null ? await AnswerAsync(request, backdoor) : AwsAnswers.Ok(answer, TypeOf(request));
    }

    public async Task<HttpResponseMessage> CorrectAsync(AwsRequest request, HttpResponseMessage response)
    {
        if (TokenOf(request) is { } token && first.TryGetValue(token, out var waiting))
        {
            if (response.IsSuccessStatusCode)
            {
                waiting.Value.TrySetResult(await response.Content.ReadAsByteArrayAsync());
            }
            else
            {
                // A refused call leaves no trace.
                bodies.TryRemove(token, out _);
                waiting.Value.TrySetResult(null);
            }
        }

        return response;
    }

    private static string? TokenOf(AwsRequest request) => request.Name.Operation switch
    {
        "CreateVolume" or "RunInstances" => request["ClientToken"] is { } token ? $"{request.Name}/{token}" : null,
        "TransactWriteItems" => request.Json["ClientRequestToken"]?.ToString() is { } token ? $"{request.Name}/{token}" : null,
        _ => null,
    };

    private static string Normal(AwsRequest request)
        => request.Form.Count > 0
            ? string.Join('&', request.Form.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"))
            : request.Text;

    private static string TypeOf(AwsRequest request) => request.Form.Count > 0 ? "text/xml" : "application/x-amz-json-1.0";
}
