using System.Net;

namespace FireCamp.Engine.Clients.Aws;

/// <summary>What every request to AWS goes through: it waits for its turn, is counted, and is given up after a time.</summary>
internal sealed class AwsTraffic(HttpMessageHandler inner, AwsPaces paces, TimeSpan timeout, TimeProvider time) : DelegatingHandler(inner)
{
    private static readonly string[] Complaints = ["Throttl", "TooManyRequests", "RequestLimitExceeded", "SlowDown", "PriorRequestNotComplete"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = await AwsCallName.OfAsync(request, cancellationToken).ConfigureAwait(false);
        var pace = paces.Of(call);
        await pace.TurnAsync(cancellationToken).ConfigureAwait(false);
        AwsCallTally.Note(call.ToString(), IsRepeat(request));

        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var response = await base.SendAsync(request, either.Token).ConfigureAwait(false);
            // Objects of S3 may be large; all else is read here, so that the time covers the whole answer.
            if (call.Service != "s3" || !response.IsSuccessStatusCode)
            {
                await response.Content.LoadIntoBufferAsync(either.Token).ConfigureAwait(false);
                pace.Note(await IsComplaintAsync(response).ConfigureAwait(false));
            }

            return response;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer within {timeout.TotalSeconds:0.#} s", new IOException(call.ToString(), e));
        }
    }

    // As the SDK numbers its attempts: "attempt=2; max=6".
    private static bool IsRepeat(HttpRequestMessage request)
        => AwsCallTally.IsRepeating.Value
            || (request.Headers.TryGetValues("amz-sdk-request", out var said) && !said.First().StartsWith("attempt=1;", StringComparison.Ordinal));

    private static async Task<bool> IsComplaintAsync(HttpResponseMessage response)
    {
        if (response.StatusCode is HttpStatusCode.TooManyRequests)
        {
            return true;
        }

        if (response.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.ServiceUnavailable))
        {
            return false;
        }

        var said = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        return Array.Exists(Complaints, c => said.Contains(c, StringComparison.Ordinal));
    }
}
