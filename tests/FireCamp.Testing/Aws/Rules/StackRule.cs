using System.Net;

namespace FireCamp.Testing.Aws.Rules;

/// <summary>A stack is deleted in an order in which nothing is in the way of something else, however often the emulator has to be asked.</summary>
/// <remarks>Our reading of AWS. The emulator deletes a network before what is in it, fails, and has got a little further each time.</remarks>
internal sealed class StackRule(AwsBackdoor backdoor) : IAwsRule
{
    private const int Attempts = 8;

    public async Task<HttpResponseMessage> CorrectAsync(AwsRequest request, HttpResponseMessage response)
    {
        for (var attempt = 1; attempt < Attempts && IsStuck(request, response); attempt++)
        {
            response = await backdoor.RepeatAsync(request);
        }

        return response;
    }

    private static bool IsStuck(AwsRequest request, HttpResponseMessage response)
        => request.Name is { Service: "cloudformation", Operation: "DeleteStack" } && response.StatusCode == HttpStatusCode.BadRequest;
}
