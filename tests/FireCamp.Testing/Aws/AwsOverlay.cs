using System.Net;

namespace FireCamp.Testing.Aws;

/// <summary>Stands before the emulator: puts right what it gets wrong, as far as we read AWS, has faults happen, and records what is sent.</summary>
internal sealed class AwsOverlay(HttpMessageHandler inner, AwsWorld world) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancel)
    {
        var request = await AwsRequest.ReadAsync(message, cancel);
        world.Sent.Enqueue(request);
        if (world.Faults.RefusalOf(request) is { } code)
        {
            return AwsAnswers.Refusal(request, code, "A test says so.");
        }

        var fault = world.Faults.Take(request);
        switch (fault)
        {
            case AwsFault.Throttling:
                return AwsAnswers.Error(request, HttpStatusCode.BadRequest, Throttled(request), "Rate exceeded");
            case AwsFault.ServerError:
                return AwsAnswers.Error(request, HttpStatusCode.InternalServerError, "InternalFailure", "An internal error has occurred");
            case AwsFault.Conflict:
                return AwsAnswers.Conflict();
            case AwsFault.Silence:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
                break;
            case AwsFault.Refusal:
                throw new HttpRequestException("connection refused", new IOException("connection refused"));
            case AwsFault.StaleRead when world.Faults.LastAnswer(request) is { } old:
                return AwsAnswers.Ok(old);
        }

        // What was sent is done, though nobody may wait for the answer any more.
        var response = await AnswerAsync(request).WaitAsync(cancel);
        if (fault == AwsFault.LostReply)
        {
            response.Dispose();
            throw new HttpRequestException("connection reset", new IOException("connection reset by peer"));
        }

        return response;
    }

    private async Task<HttpResponseMessage> AnswerAsync(AwsRequest request)
    {
        foreach (var rule in world.Rules)
        {
            if (await rule.AnswerAsync(request, world.Backdoor) is { } answer)
            {
                return answer;
            }
        }

        var response = await (request.Name.Service == "dynamodb" ? SendAloneAsync(request) : SendAsync(request));
        foreach (var rule in world.Rules)
        {
            response = await rule.CorrectAsync(request, response);
        }

        await world.Faults.NoteAsync(request, response);
        return response;
    }

    private async Task<HttpResponseMessage> SendAsync(AwsRequest request)
    {
        using var message = request.Again();
        var response = await base.SendAsync(message, CancellationToken.None);
        await response.Content.LoadIntoBufferAsync();
        return response;
    }

    // DynamoDB's transactions are isolated from all else; the emulator's aren't when several requests come at once.
    private async Task<HttpResponseMessage> SendAloneAsync(AwsRequest request)
    {
        await world.Table.WaitAsync();
        try
        {
            return await SendAsync(request);
        }
        finally
        {
            world.Table.Release();
        }
    }

    private static string Throttled(AwsRequest request) => request.Name.Service switch
    {
        "ec2" => "RequestLimitExceeded",
        "route53" => "Throttling",
        "cloudformation" or "autoscaling" => "Throttling",
        _ => "ThrottlingException",
    };
}
